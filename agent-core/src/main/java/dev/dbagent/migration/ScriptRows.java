// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.ScriptRow.Value;
import dev.dbagent.migration.SqlTokens.Path;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows that an INSERT or a COPY writes down. */
final class ScriptRows {

  private static final Set<String> SIGNS = Set.of("-", "+");

  private final SentStatement statement;
  private final SqlTokens tokens;
  private final boolean isCopy;
  private final @Nullable Path target;
  private final List<String> columns = new ArrayList<>();

  private ScriptRows(SentStatement statement) {
    this.statement = statement;
    this.tokens = new SqlTokens(statement.sql());
    this.isCopy = tokens.take("copy");
    boolean writes = isCopy || tokens.take("insert", "into");
    this.target = writes ? tokens.takePath().orElse(null) : null;
    if (target != null && tokens.take("as")) {
      tokens.takePath();
    }
    if (target != null && tokens.take('(')) {
      do {
        tokens.takePath().ifPresent(path -> columns.add(path.name()));
        tokens.skipElement();
      } while (tokens.take(','));
      tokens.take(')');
    }
  }

  static ScriptRows of(SentStatement statement) {
    return new ScriptRows(statement);
  }

  boolean isInto(TableName table) {
    return target != null
        && target.name().equals(table.name())
        && (target.schema() == null || target.schema().equals(table.schema()));
  }

  /** As the statement names them; empty if it does not. */
  List<String> columns() {
    return columns;
  }

  /**
   * Reads row after row; good for one use.
   *
   * @param wantsMore takes a row and says whether it wants another
   */
  void read(Predicate<ScriptRow> wantsMore) {
    if (isCopy) {
      statement.rows().ifPresent(rows -> readLines(rows, wantsMore));
      return;
    }
    while (tokens.take("overriding")
        || tokens.take("user")
        || tokens.take("system")
        || tokens.take("value")) {
      // Who gives the value of an identity column is no matter here.
    }
    if (tokens.take("values")) {
      do {
        Optional<ScriptRow> row = tuple();
        if (row.isEmpty() || !wantsMore.test(row.get())) {
          return;
        }
      } while (tokens.take(','));
    }
  }

  private Optional<ScriptRow> tuple() {
    int offset = tokens.peek().map(SqlText.Token::offset).orElse(0);
    if (!tokens.take('(')) {
      return Optional.empty();
    }
    List<Value> values = new ArrayList<>();
    do {
      values.add(value());
    } while (tokens.take(','));
    tokens.take(')');
    return Optional.of(new ScriptRow(offset, values));
  }

  /** A literal, perhaps with a cast behind it, or whatever else there is up to the next comma. */
  private Value value() {
    String sign =
        tokens.isNext('-') || tokens.isNext('+') ? tokens.take().orElseThrow().text() : "";
    Optional<SqlText.Token> first =
        tokens.isNext(',') || tokens.isNext(')') ? Optional.empty() : tokens.peek();
    boolean parentheses = tokens.isNext('(');
    if (!parentheses && first.isPresent()) {
      tokens.take();
    }
    boolean alone = tokens.isNext(',') || tokens.isNext(')') || tokens.isNext(':');
    tokens.skipElement();
    return first
        .filter(token -> alone && !parentheses)
        .map(token -> value(sign, token))
        .orElse(Value.COMPUTED);
  }

  private static Value value(String sign, SqlText.Token token) {
    return switch (token.kind()) {
      case LITERAL -> new Value(sign.isEmpty(), token.text());
      case NUMBER ->
          new Value(
              true, SIGNS.contains(sign) && sign.equals("-") ? sign + token.text() : token.text());
      case WORD -> word(token.text());
      case QUOTED_NAME, SYMBOL -> Value.COMPUTED;
    };
  }

  private static Value word(String word) {
    return switch (word) {
      case "null" -> new Value(true, null);
      case "true", "false" -> new Value(true, word);
      default -> Value.COMPUTED;
    };
  }

  /** In the text format, or in CSV as long as nothing is quoted. */
  private void readLines(String rows, Predicate<ScriptRow> wantsMore) {
    Set<String> options =
        Set.copyOf(new SqlText(statement.sql()).names().stream().map(SqlText.Name::name).toList());
    boolean isCsv = options.contains("csv");
    if (options.contains("delimiter")
        || options.contains("delimiters")
        || options.contains("null")) {
      return;
    }
    int start = statement.startOfRows();
    int at = 0;
    while (at < rows.length()) {
      int newline = rows.indexOf('\n', at);
      int end = newline < 0 ? rows.length() : newline;
      String line = rows.substring(at, end).replace("\r", "");
      if (!line.isEmpty() && !wantsMore.test(new ScriptRow(start + at, fields(line, isCsv)))) {
        return;
      }
      at = end + 1;
    }
  }

  private static List<Value> fields(String line, boolean isCsv) {
    List<Value> values = new ArrayList<>();
    for (String field : line.split(isCsv ? "," : "\t", -1)) {
      boolean isNull = isCsv ? field.isEmpty() : field.equals("\\N");
      boolean isPlain = field.indexOf(isCsv ? '"' : '\\') < 0;
      values.add(
          isNull ? new Value(true, null) : isPlain ? new Value(true, field) : Value.COMPUTED);
    }
    return values;
  }
}
