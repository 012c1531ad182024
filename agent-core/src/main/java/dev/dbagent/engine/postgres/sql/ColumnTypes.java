// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.ColumnType;
import dev.dbagent.engine.ColumnType.Family;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads what values the columns of a table take, down through domains. */
final class ColumnTypes {

  private static final String QUERY =
      """
      WITH RECURSIVE base (relation, attnum, type, modifier, conditions) AS (
        SELECT a.attrelid, a.attnum, a.atttypid, a.atttypmod, '{}'::pg_catalog.text[]
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT b.relation, b.attnum, t.typbasetype, t.typtypmod, b.conditions || ARRAY(
          SELECT pg_catalog.pg_get_constraintdef(c.oid) FROM pg_catalog.pg_constraint c
          WHERE c.contypid = t.oid AND c.contype = 'c' ORDER BY c.conname COLLATE "C")
        FROM base b
        JOIN pg_catalog.pg_type t ON t.oid = b.type AND t.typtype = 'd')
      SELECT a.attname AS name, v.typname AS type, v.typtype::pg_catalog.text AS kind,
        b.modifier, e.oid IS NOT NULL AS is_array,
        ARRAY(
          SELECT l.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum l
          WHERE l.enumtypid = v.oid ORDER BY l.enumsortorder) AS labels,
        b.conditions || ARRAY(
          SELECT pg_catalog.pg_get_constraintdef(c.oid) FROM pg_catalog.pg_constraint c
          WHERE c.conrelid = b.relation AND c.contype = 'c' AND b.attnum = ANY (c.conkey)
          ORDER BY c.conname COLLATE "C") AS conditions
      FROM base b
      JOIN pg_catalog.pg_attribute a ON a.attrelid = b.relation AND a.attnum = b.attnum
      JOIN pg_catalog.pg_type t ON t.oid = b.type AND t.typtype <> 'd'
      LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
      JOIN pg_catalog.pg_type v ON v.oid = coalesce(e.oid, t.oid)
      ORDER BY b.attnum
      """;

  private static final int HEADER_OF_A_TEXT = 4;

  private ColumnTypes() {}

  /** In the order of the table. */
  static List<ColumnType> of(Connection connection, String quotedTable) throws SQLException {
    return Rows.read(connection, QUERY, ColumnTypes::of, quotedTable);
  }

  private static ColumnType of(ResultSet row) throws SQLException {
    Family family = family(row.getString("type"), row.getString("kind"));
    int modifier = row.getInt("modifier");
    return new ColumnType(
        row.getString("name"),
        family,
        row.getBoolean("is_array"),
        length(family, modifier),
        family == Family.DECIMAL && modifier > 0 ? (modifier - HEADER_OF_A_TEXT) & 0x7ff : 0,
        Rows.texts(row, "labels"),
        Rows.texts(row, "conditions"));
  }

  /** How the modifier is to be read is a matter of the type (PostgreSQL's source, typmodout). */
  private static int length(Family family, int modifier) {
    if (modifier < 0) {
      return 0;
    }
    return switch (family) {
      case TEXT -> modifier - HEADER_OF_A_TEXT;
      case DECIMAL -> (modifier - HEADER_OF_A_TEXT) >> 16;
      case BITS -> modifier;
      default -> 0;
    };
  }

  private static Family family(String type, String kind) {
    if (kind.equals("e")) {
      return Family.ENUM;
    }
    return switch (type) {
      case "bool" -> Family.BOOLEAN;
      case "int2" -> Family.SMALLINT;
      case "int4" -> Family.INTEGER;
      case "int8" -> Family.BIGINT;
      case "numeric", "money" -> Family.DECIMAL;
      case "float4", "float8" -> Family.FLOAT;
      case "text", "varchar", "bpchar", "citext", "name" -> Family.TEXT;
      case "date" -> Family.DATE;
      case "time", "timetz" -> Family.TIME;
      case "timestamp", "timestamptz" -> Family.TIMESTAMP;
      case "interval" -> Family.INTERVAL;
      case "uuid" -> Family.UUID;
      case "bytea" -> Family.BYTES;
      case "bit", "varbit" -> Family.BITS;
      case "json", "jsonb" -> Family.JSON;
      case "xml" -> Family.XML;
      case "inet", "cidr" -> Family.NETWORK_ADDRESS;
      case "int4range", "int8range", "numrange" -> Family.NUMBER_RANGE;
      case "daterange" -> Family.DATE_RANGE;
      case "tsrange", "tstzrange" -> Family.TIMESTAMP_RANGE;
      default -> Family.OTHER;
    };
  }
}
