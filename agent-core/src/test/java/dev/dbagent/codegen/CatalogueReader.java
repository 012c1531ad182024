// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
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
import java.util.TreeMap;

/** TEMPORARY scaffolding: reads the catalogue until the engine's own snapshot has landed. */
final class CatalogueReader {

  private static final String USER_SCHEMA =
      " n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ";

  private CatalogueReader() {}

  static SchemaSnapshot read(DatabaseServer server) throws SQLException {
    Map<TableName, RelationKind> kinds = new TreeMap<>();
    Map<TableName, List<Column>> columns = new TreeMap<>();
    Map<TableName, List<Constraint>> constraints = new TreeMap<>();
    Map<TableName, List<Index>> indexes = new TreeMap<>();
    try (Connection c = server.dataSource(SessionLimits.NONE).getConnection();
        Statement s = c.createStatement()) {
      try (ResultSet r =
          s.executeQuery(
              "SELECT n.nspname, c.relname, c.relkind, c.relispartition FROM pg_class c JOIN"
                  + " pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN"
                  + " ('r','p','v','m','f') AND"
                  + USER_SCHEMA)) {
        while (r.next()) {
          kinds.put(name(r), kind(r.getString(3), r.getBoolean(4)));
        }
      }
      try (ResultSet r =
          s.executeQuery(
              "SELECT n.nspname, c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid"
                  + " = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attnum > 0"
                  + " AND NOT a.attisdropped AND c.relkind IN ('r','p','v','m','f') AND"
                  + USER_SCHEMA
                  + "ORDER BY 1, 2, a.attnum")) {
        while (r.next()) {
          columns
              .computeIfAbsent(name(r), n -> new ArrayList<>())
              .add(new Column(r.getString(3), "?", true, Filling.NONE));
        }
      }
      try (ResultSet r =
          s.executeQuery(
              "SELECT n.nspname, c.relname, k.conname, k.contype, f.relname, fn.nspname FROM"
                  + " pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON"
                  + " n.oid = c.relnamespace LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN"
                  + " pg_namespace fn ON fn.oid = f.relnamespace WHERE k.contype IN ('p','u','f')"
                  + " AND"
                  + USER_SCHEMA
                  + "ORDER BY 1, 2, 3")) {
        while (r.next()) {
          constraints
              .computeIfAbsent(name(r), n -> new ArrayList<>())
              .add(
                  new Constraint(
                      r.getString(3),
                      constraintKind(r.getString(4)),
                      List.of(),
                      true,
                      r.getString(5) == null
                          ? null
                          : new TableName(r.getString(6), r.getString(5))));
        }
      }
      try (ResultSet r =
          s.executeQuery(
              "SELECT n.nspname, c.relname, i.relname FROM pg_index x JOIN pg_class c ON c.oid ="
                  + " x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON"
                  + " n.oid = c.relnamespace WHERE"
                  + USER_SCHEMA
                  + "ORDER BY 1, 2, 3")) {
        while (r.next()) {
          indexes
              .computeIfAbsent(name(r), n -> new ArrayList<>())
              .add(new Index(r.getString(3), true));
        }
      }
    }
    List<Relation> relations = new ArrayList<>();
    kinds.forEach(
        (name, kind) ->
            relations.add(
                new Relation(
                    name,
                    kind,
                    columns.getOrDefault(name, List.of()),
                    constraints.getOrDefault(name, List.of()),
                    indexes.getOrDefault(name, List.of()))));
    return new SchemaSnapshot(relations, List.of(), 0, 0);
  }

  private static TableName name(ResultSet r) throws SQLException {
    return new TableName(r.getString(1), r.getString(2));
  }

  private static RelationKind kind(String relkind, boolean partition) {
    if (partition) {
      return RelationKind.PARTITION;
    }
    return switch (relkind) {
      case "r" -> RelationKind.TABLE;
      case "p" -> RelationKind.PARTITIONED_TABLE;
      case "v" -> RelationKind.VIEW;
      case "m" -> RelationKind.MATERIALIZED_VIEW;
      default -> RelationKind.FOREIGN_TABLE;
    };
  }

  private static ConstraintKind constraintKind(String contype) {
    return switch (contype) {
      case "p" -> ConstraintKind.PRIMARY_KEY;
      case "u" -> ConstraintKind.UNIQUE;
      default -> ConstraintKind.FOREIGN_KEY;
    };
  }
}
