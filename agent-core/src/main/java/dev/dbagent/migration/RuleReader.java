// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.WrittenRule;
import dev.dbagent.migration.SqlTokens.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rule for rows that a statement makes: a check, a foreign key, or the predicate of a
 * unique index. If the statement makes several, the one of the given name.
 */
final class RuleReader {

  private record Found(@Nullable String name, WrittenRule rule) {}

  private final String sql;
  private final SqlTokens tokens;
  private final List<Found> found = new ArrayList<>();
  private @Nullable String name;

  private RuleReader(String sql) {
    this.sql = sql;
    this.tokens = new SqlTokens(sql);
  }

  /** {@link WrittenRule#NONE} if the statement makes none, or several of which none is named so. */
  static WrittenRule of(String sql, @Nullable String constraint) {
    RuleReader reader = new RuleReader(sql);
    reader.read();
    List<Found> named =
        reader.found.stream()
            .filter(rule -> rule.name() != null && rule.name().equals(constraint))
            .toList();
    List<Found> meant = named.isEmpty() ? reader.found : named;
    return meant.size() == 1 ? meant.get(0).rule() : WrittenRule.NONE;
  }

  private void read() {
    boolean isIndex = tokens.take("create", "unique", "index");
    while (!tokens.isAtEnd()) {
      if (isIndex && tokens.take("where")) {
        found.add(new Found(null, condition(rest())));
      } else if (tokens.take("constraint")) {
        name = tokens.takePath().map(Path::name).orElse(null);
      } else if (tokens.take("check")) {
        inParentheses().ifPresent(text -> add(condition(text)));
      } else if (tokens.take("foreign", "key")) {
        foreignKey(names());
      } else if (tokens.isNext('(') && isIndex) {
        tokens.skipParentheses();
      } else {
        tokens.take();
      }
    }
  }

  private void add(WrittenRule rule) {
    found.add(new Found(name, rule));
    name = null;
  }

  private static WrittenRule condition(String text) {
    return new WrittenRule(text, List.of(), null, List.of());
  }

  private void foreignKey(List<String> columns) {
    if (!tokens.take("references")) {
      return;
    }
    Optional<Path> target = tokens.takePath();
    List<String> referenced = tokens.isNext('(') ? names() : List.of();
    target.ifPresent(
        path ->
            add(
                new WrittenRule(
                    null,
                    columns,
                    new NamedObject(NamedObject.Kind.RELATION, path.schema(), null, path.name()),
                    referenced)));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    if (tokens.take('(')) {
      do {
        tokens.takePath().ifPresent(path -> names.add(path.name()));
        tokens.skipElement();
      } while (tokens.take(','));
      tokens.take(')');
    }
    return names;
  }

  private Optional<String> inParentheses() {
    if (!tokens.isNext('(')) {
      return Optional.empty();
    }
    int start = offset() + 1;
    SqlTokens within = new SqlTokens(sql, start);
    do {
      within.skipElement();
    } while (within.take(',') || within.take(';'));
    int end = within.peek().map(SqlText.Token::offset).orElse(sql.length());
    tokens.skipParentheses();
    return Optional.of(sql.substring(start, end));
  }

  private String rest() {
    return sql.substring(Math.min(offset(), sql.length()));
  }

  private int offset() {
    return tokens.peek().map(SqlText.Token::offset).orElse(sql.length());
  }
}
