// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.NamedObject.Kind;
import dev.dbagent.migration.SqlTokens.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a statement creates, drops or renames, by its words. It is for telling, so what it
 * does not understand it leaves out; nothing is run by it.
 */
final class DefinitionReader {

  private static final Set<String> MODIFIERS =
      Set.of(
          "or",
          "replace",
          "global",
          "local",
          "temp",
          "temporary",
          "unlogged",
          "foreign",
          "unique",
          "recursive",
          "materialized",
          "constraint",
          "event",
          "trusted",
          "procedural");

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("table", Kind.RELATION),
          Map.entry("view", Kind.RELATION),
          Map.entry("sequence", Kind.RELATION),
          Map.entry("index", Kind.INDEX),
          Map.entry("type", Kind.TYPE),
          Map.entry("domain", Kind.TYPE),
          Map.entry("function", Kind.ROUTINE),
          Map.entry("procedure", Kind.ROUTINE),
          Map.entry("aggregate", Kind.ROUTINE),
          Map.entry("routine", Kind.ROUTINE),
          Map.entry("schema", Kind.SCHEMA),
          Map.entry("extension", Kind.EXTENSION),
          Map.entry("role", Kind.ROLE),
          Map.entry("user", Kind.ROLE),
          Map.entry("group", Kind.ROLE),
          Map.entry("trigger", Kind.TRIGGER));

  /** After these words of PL/pgSQL a statement begins. */
  private static final Set<String> BEFORE_STATEMENTS = Set.of("begin", "then", "else", "loop");

  private static final Set<String> VERBS = Set.of("create", "alter", "drop");

  private final SqlTokens tokens;
  private final ChangeList changes;
  private final TableReader tables;

  private DefinitionReader(SentStatement statement, int base, SqlTokens tokens) {
    this.tokens = tokens;
    this.changes = new ChangeList(statement, base);
    this.tables = new TableReader(tokens, changes);
  }

  /** In the order of the statement; those of a DO statement's body too. */
  static List<Change> changes(SentStatement statement) {
    String sql = statement.sql();
    SqlTokens tokens = new SqlTokens(sql);
    if (tokens.take("do")) {
      return RoutineBody.of(sql).map(body -> inBlock(statement, body)).orElse(List.of());
    }
    DefinitionReader reader = new DefinitionReader(statement, 0, tokens);
    reader.read();
    return reader.changes.list();
  }

  private static List<Change> inBlock(SentStatement statement, RoutineBody body) {
    SqlTokens tokens = new SqlTokens(body.text());
    DefinitionReader reader = new DefinitionReader(statement, body.start(), tokens);
    boolean begins = true;
    while (!tokens.isAtEnd()) {
      if (begins && tokens.isNext(VERBS)) {
        reader.read();
        begins = false;
      } else {
        begins = tokens.isNext(';') || tokens.isNext(BEFORE_STATEMENTS);
        tokens.take();
      }
    }
    return reader.changes.list();
  }

  private void read() {
    if (tokens.take("create")) {
      create(null);
    } else if (tokens.take("alter")) {
      alter();
    } else if (tokens.take("drop")) {
      drop();
    }
  }

  private void create(@Nullable String schema) {
    while (tokens.isNext(MODIFIERS)) {
      tokens.take();
    }
    boolean isTable = tokens.isNext("table");
    Kind kind = kind();
    if (kind == null || tokens.isNext("mapping")) {
      return;
    }
    tokens.take("concurrently");
    tokens.take("if", "not", "exists");
    if (kind == Kind.INDEX && tokens.isNext("on")) {
      namelessIndex();
      return;
    }
    Optional<Path> path = tokens.takePath();
    if (path.isEmpty() || path.get().name().equals("authorization")) {
      return;
    }
    Path name = path.get();
    String within = name.schema() == null ? schema : name.schema();
    if (kind == Kind.TRIGGER) {
      owner()
          .ifPresent(
              on ->
                  changes.created(
                      new NamedObject(kind, on.schema(), on.name(), name.name()), name));
      return;
    }
    changes.created(new NamedObject(kind, within, null, name.name()), name);
    if (isTable) {
      tables.elements(new NamedObject(kind, within, null, name.name()));
    } else if (kind == Kind.SCHEMA && schema == null) {
      schemaElements(name.name());
    }
  }

  private void namelessIndex() {
    int start = tokens.peek().map(SqlText.Token::offset).orElse(0);
    tokens.take("on");
    tokens.take("only");
    tokens
        .takePath()
        .ifPresent(
            on ->
                changes.createdNameless(
                    new NamedObject(Kind.INDEX, on.schema(), on.name(), ""), start));
  }

  /** What stands after the next ON. */
  private Optional<Path> owner() {
    while (!tokens.isAtEnd() && !tokens.isNext("on") && !tokens.isNext(';')) {
      tokens.take();
    }
    return tokens.take("on") ? tokens.takePath() : Optional.empty();
  }

  private void schemaElements(String schema) {
    while (!tokens.isAtEnd() && !tokens.isNext(';')) {
      if (tokens.take("create")) {
        create(schema);
      } else if (tokens.isNext('(')) {
        tokens.skipParentheses();
      } else {
        tokens.take();
      }
    }
  }

  private void alter() {
    while (tokens.isNext("materialized") || tokens.isNext("foreign")) {
      tokens.take();
    }
    boolean hasColumns = tokens.isNext("table") || tokens.isNext("view");
    Kind kind = kind();
    if (kind == null || tokens.isNext("mapping")) {
      return;
    }
    tokens.take("if", "exists");
    tokens.take("only");
    Optional<Path> path = tokens.takePath();
    if (path.isEmpty()) {
      return;
    }
    Path name = path.get();
    tokens.take('*');
    tokens.skipParentheses();
    String owner = kind == Kind.TRIGGER ? owner().map(Path::name).orElse(null) : null;
    NamedObject object = new NamedObject(kind, name.schema(), owner, name.name());
    if (tokens.take("rename", "to")) {
      tokens.takePath().ifPresent(to -> changes.renamed(object, name, to.name()));
    } else if (hasColumns) {
      tables.actions(object);
    }
  }

  private void drop() {
    while (tokens.isNext("materialized") || tokens.isNext("foreign")) {
      tokens.take();
    }
    Kind kind = kind();
    if (kind == null || tokens.isNext("mapping")) {
      return;
    }
    tokens.take("concurrently");
    tokens.take("if", "exists");
    do {
      Optional<Path> path = tokens.takePath();
      tokens.skipParentheses();
      if (path.isPresent()) {
        String owner = kind == Kind.TRIGGER ? owner().map(Path::name).orElse(null) : null;
        Path name = path.get();
        changes.dropped(new NamedObject(kind, name.schema(), owner, name.name()), name);
      }
    } while (tokens.take(','));
  }

  private @Nullable Kind kind() {
    Kind kind =
        tokens
            .peek()
            .filter(token -> token.kind() == SqlText.TokenKind.WORD)
            .map(token -> KINDS.get(token.text()))
            .orElse(null);
    if (kind != null) {
      tokens.take();
    }
    return kind;
  }
}
