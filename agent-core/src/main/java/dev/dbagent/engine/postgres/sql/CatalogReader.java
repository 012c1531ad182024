// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Filling;
import dev.dbagent.model.SchemaSnapshot.Index;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.SchemaSnapshot.RelationKind;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue of PostgreSQL 14 to 18: one query for each kind of thing. */
public final class CatalogReader {

  private final Connection connection;

  private CatalogReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reads what users made. What each list holds is said at its query.
   *
   * @param connection one that serves this reading only: its search path is emptied, so that types
   *     print with their schema whatever the user's settings are
   */
  public static SchemaSnapshot read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = ''");
    }
    return new CatalogReader(connection).read();
  }

  private SchemaSnapshot read() throws SQLException {
    Map<Long, List<Column>> columns = byRelation(CatalogQueries.COLUMNS, CatalogReader::column);
    Map<Long, List<Constraint>> constraints =
        byRelation(CatalogQueries.CONSTRAINTS, CatalogReader::constraint);
    Map<Long, List<Index>> indexes = byRelation(CatalogQueries.INDEXES, CatalogReader::index);
    List<Relation> relations =
        list(
            CatalogQueries.RELATIONS,
            row -> {
              Long oid = row.getLong("oid");
              return new Relation(
                  tableName(row),
                  RelationKind.valueOf(row.getString("kind")),
                  columns.getOrDefault(oid, List.of()),
                  constraints.getOrDefault(oid, List.of()),
                  indexes.getOrDefault(oid, List.of()));
            });
    return new SchemaSnapshot(
        relations,
        list(CatalogQueries.ENUMS, CatalogReader::tableName),
        list(CatalogQueries.ROUTINES, row -> row.getInt(1)).get(0),
        list(CatalogQueries.SEQUENCES, row -> row.getInt(1)).get(0));
  }

  private static TableName tableName(ResultSet row) throws SQLException {
    return new TableName(row.getString("schema"), row.getString("name"));
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getString("name"),
        row.getString("type"),
        row.getBoolean("nullable"),
        Filling.valueOf(row.getString("filling")));
  }

  private static Constraint constraint(ResultSet row) throws SQLException {
    return new Constraint(
        row.getString("name"),
        ConstraintKind.valueOf(row.getString("kind")),
        Rows.texts(row, "columns"),
        row.getBoolean("validated"),
        references(row),
        row.getString("referenced_key"));
  }

  private static @Nullable TableName references(ResultSet row) throws SQLException {
    String schema = row.getString("referenced_schema");
    String name = row.getString("referenced_name");
    return schema == null || name == null ? null : new TableName(schema, name);
  }

  private static Index index(ResultSet row) throws SQLException {
    return new Index(row.getString("name"), row.getBoolean("valid"));
  }

  private <T> List<T> list(String query, Rows.Reading<T> reading) throws SQLException {
    return Rows.read(connection, query, reading);
  }

  private <T> Map<Long, List<T>> byRelation(String query, Rows.Reading<T> reading)
      throws SQLException {
    record Owned<T>(long relation, T thing) {}
    return list(query, row -> new Owned<>(row.getLong("relation"), reading.of(row))).stream()
        .collect(
            Collectors.groupingBy(
                Owned::relation,
                Collectors.mapping(Owned::thing, Collectors.toCollection(ArrayList::new))));
  }
}
