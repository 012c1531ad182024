// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.NamedObject.Kind;
import java.util.Set;

/**
 * Reads what belongs to a table: what CREATE TABLE lists and what ALTER TABLE does.
 *
 * @param tokens of the statement, which are taken
 * @param changes to which it adds
 */
record TableReader(SqlTokens tokens, ChangeList changes) {

  /** What a constraint begins with that has no name, where a column could stand as well. */
  private static final Set<String> CONSTRAINTS =
      Set.of("primary", "unique", "check", "foreign", "exclude", "not");

  /** The parentheses of CREATE TABLE, which may come after PARTITION OF parent, or OF type. */
  void elements(NamedObject table) {
    if (tokens.take("partition", "of") || tokens.take("of")) {
      tokens.takePath();
    }
    if (!tokens.take('(')) {
      return;
    }
    do {
      element(table);
      tokens.skipElement();
    } while (tokens.take(','));
    tokens.take(')');
  }

  /** The actions of ALTER TABLE. */
  void actions(NamedObject table) {
    do {
      action(table);
      tokens.skipElement();
    } while (tokens.take(','));
  }

  private void action(NamedObject table) {
    if (tokens.take("add")) {
      tokens.take("column");
      tokens.take("if", "not", "exists");
      element(table);
    } else if (tokens.take("drop")) {
      Kind kind = tokens.take("constraint") ? Kind.CONSTRAINT : Kind.COLUMN;
      tokens.take("column");
      tokens.take("if", "exists");
      tokens.takePath().ifPresent(name -> changes.dropped(part(kind, table, name.name()), name));
    } else if (tokens.take("rename")) {
      Kind kind = tokens.take("constraint") ? Kind.CONSTRAINT : Kind.COLUMN;
      tokens.take("column");
      tokens
          .takePath()
          .filter(name -> tokens.take("to"))
          .ifPresent(
              name ->
                  tokens
                      .takePath()
                      .ifPresent(
                          to -> changes.renamed(part(kind, table, name.name()), name, to.name())));
    }
  }

  /** A column or a constraint. */
  private void element(NamedObject table) {
    int start = tokens.peek().map(SqlText.Token::offset).orElse(0);
    if (tokens.isNext("constraint")) {
      constraint(table);
    } else if (tokens.isNext(CONSTRAINTS)) {
      changes.createdNameless(part(Kind.CONSTRAINT, table, ""), start);
    } else if (!tokens.isNext("like")) {
      tokens
          .takePath()
          .ifPresent(name -> changes.created(part(Kind.COLUMN, table, name.name()), name));
      constraintsOfColumn(table);
    }
  }

  private void constraint(NamedObject table) {
    tokens.take("constraint");
    tokens
        .takePath()
        .ifPresent(name -> changes.created(part(Kind.CONSTRAINT, table, name.name()), name));
  }

  private void constraintsOfColumn(NamedObject table) {
    while (!tokens.isAtEnd() && !tokens.isNext(',') && !tokens.isNext(')') && !tokens.isNext(';')) {
      if (tokens.isNext("constraint")) {
        constraint(table);
      } else if (tokens.isNext('(')) {
        tokens.skipParentheses();
      } else {
        tokens.take();
      }
    }
  }

  private static NamedObject part(Kind kind, NamedObject table, String name) {
    return new NamedObject(kind, table.schema(), table.name(), name);
  }
}
