// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.WrittenRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A check or a foreign key.
 *
 * @param condition of a check, in SQL
 * @param columns of a foreign key
 * @param references the quoted name of the table that a foreign key points to
 * @param referenced the columns there
 */
record RowRule(
    @Nullable String condition,
    List<String> columns,
    @Nullable String references,
    List<String> referenced) {

  private static final String CONSTRAINT =
      """
      SELECT con.confrelid::pg_catalog.regclass::text AS references,
        pg_catalog.pg_get_expr(con.conbin, con.conrelid) AS condition,
        ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.conkey)
          WITH ORDINALITY AS k (attnum, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
          ORDER BY k.position) AS columns,
        ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.confkey)
          WITH ORDINALITY AS k (attnum, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum
          ORDER BY k.position) AS referenced
      FROM pg_catalog.pg_constraint con
      WHERE con.conrelid = pg_catalog.to_regclass(?) AND con.conname = ?
      """;

  /** As the catalogue has it, if it was there before the statement and is only now validated. */
  static Optional<RowRule> made(Connection connection, String quotedTable, @Nullable String name)
      throws SQLException {
    return name == null
        ? Optional.empty()
        : Rows.read(connection, CONSTRAINT, RowRule::of, quotedTable, name).stream().findFirst();
  }

  private static RowRule of(ResultSet row) throws SQLException {
    return new RowRule(
        row.getString("condition"),
        Rows.texts(row, "columns"),
        row.getString("references"),
        Rows.texts(row, "referenced"));
  }

  /** As the statement has it; without columns there it points to the primary key. */
  static Optional<RowRule> foreignKey(Connection connection, WrittenRule written)
      throws SQLException {
    NamedObject references = written.references();
    if (references == null) {
      return Optional.empty();
    }
    String name = Identifier.quoted(references.name());
    String schema = references.schema();
    String target = schema == null ? name : Identifier.quoted(schema) + "." + name;
    List<String> referenced = written.referencedColumns();
    return Optional.of(
        new RowRule(
            null,
            written.columns(),
            target,
            referenced.isEmpty() ? primaryKey(connection, target) : referenced));
  }

  private static List<String> primaryKey(Connection connection, String quotedTable)
      throws SQLException {
    return TableColumn.of(connection, quotedTable).stream()
        .filter(TableColumn::key)
        .map(TableColumn::name)
        .toList();
  }

  /**
   * The condition that a row points nowhere.
   *
   * @param pointing the columns of the foreign key, in SQL
   */
  String dangling(List<String> pointing) {
    String pairs =
        IntStream.range(0, pointing.size())
            .mapToObj(i -> "p." + Identifier.quoted(referenced.get(i)) + " = " + pointing.get(i))
            .collect(Collectors.joining(" AND "));
    return "pg_catalog.num_nulls(%s) = 0 AND NOT EXISTS (SELECT FROM %s AS p WHERE %s)"
        .formatted(String.join(", ", pointing), references, pairs);
  }
}
