// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the history of an invented business: an initial schema of 20 tables, then 38 new tables in
 * every 100 migrations, and between them indexes, columns, data, views, enums, renames, functions
 * with triggers, and constraints. Nothing is random: equal sizes give equal bytes.
 */
final class GeneratedHistory {

  /** What the migrations after the first do, over and over: the first letters of what is below. */
  private static final String RHYTHM = "TIATDTVTAITDTCTIADTETITADTFTIARTDTVTADTIETADTIRTVD";

  /**
   * The same with only what a parser of SQL understands: tables, keys, indexes, columns,
   * constraints.
   */
  private static final String PLAIN_RHYTHM = RHYTHM.replaceAll("[EVFR]", "C").replace('D', 'I');

  /** At the end of a plain history's id. */
  static final String PLAIN = "-plain";

  private static final List<String> SUBJECTS =
      List.of(
          "customer",
          "supplier",
          "product",
          "contract",
          "invoice",
          "payment",
          "shipment",
          "carrier",
          "warehouse",
          "employee",
          "department",
          "campaign",
          "ticket",
          "meeting",
          "document",
          "vehicle",
          "machine",
          "project",
          "budget",
          "region");

  /** The first is none: the initial schema has the subjects themselves. */
  private static final List<String> ASPECTS =
      List.of(
          "",
          "_address",
          "_contact",
          "_note",
          "_price",
          "_item",
          "_event",
          "_tag",
          "_file",
          "_role",
          "_plan",
          "_limit",
          "_group",
          "_visit",
          "_claim",
          "_alias",
          "_label",
          "_score",
          "_step",
          "_audit");

  private final Map<String, String> scripts = new TreeMap<>();
  private final List<Table> tables = new ArrayList<>();

  private GeneratedHistory() {}

  /** Of a size, such as {@code 50}, or {@code 50-plain}. */
  static History of(String id) {
    boolean plain = id.endsWith(PLAIN);
    int migrations = Integer.parseInt(plain ? id.substring(0, id.length() - PLAIN.length()) : id);
    String rhythm = plain ? PLAIN_RHYTHM : RHYTHM;
    GeneratedHistory history = new GeneratedHistory();
    StringBuilder initial = new StringBuilder();
    SUBJECTS.forEach(subject -> initial.append(history.newTable()));
    history.write(1, "initial_schema", initial.toString());
    for (int number = 2; number <= migrations; number++) {
      history.migrate(number, rhythm.charAt((number - 2) % rhythm.length()));
    }
    String title =
        "%,d migrations, %d tables".formatted(migrations, history.tables.size())
            + (plain ? ", plain" : "");
    return new History(id, title, history.scripts);
  }

  private void migrate(int number, char kind) {
    // A stride that spreads the work over all tables.
    Table table = tables.get(number * 31 % tables.size());
    switch (kind) {
      case 'T' -> {
        String script = newTable();
        write(number, "create_" + tables.get(tables.size() - 1).name, script);
      }
      case 'I' -> write(number, "index_" + table.name, index(number, table));
      case 'A' -> write(number, "alter_" + table.name, alteration(number, table));
      case 'D' -> write(number, "rows_of_" + table.name, rows(number, table));
      case 'E' -> write(number, "kinds_of_" + table.name, enumeration(number, table));
      case 'V' -> write(number, "view_of_" + table.name, view(number, table));
      case 'F' -> write(number, "functions_for_" + table.name, functions(number, table));
      case 'R' -> write(number, "rename_in_" + table.name, renaming(number, table));
      case 'C' -> write(number, "check_" + table.name, constraint(number, table));
      default -> throw new IllegalStateException("no such kind of migration: " + kind);
    }
  }

  private void write(int number, String what, String script) {
    scripts.put(
        "V" + number + "__" + what + ".sql", "-- " + what.replace('_', ' ') + "\n" + script);
  }

  private String newTable() {
    int index = tables.size();
    int round = index / (SUBJECTS.size() * ASPECTS.size());
    String name =
        SUBJECTS.get(index % SUBJECTS.size())
            + ASPECTS.get(index / SUBJECTS.size() % ASPECTS.size())
            + (round == 0 ? "" : "_" + round);
    StringBuilder keys = new StringBuilder();
    StringBuilder indexes = new StringBuilder();
    for (int key = 1; key <= Math.min(index, index % 4); key++) {
      Table target = tables.get((index * index / 3 + key * 11) % index);
      keys.append("  ref_%d_id bigint REFERENCES %s (id),\n".formatted(key, target.name));
      indexes.append("CREATE INDEX %s_ref_%d ON %1$s (ref_%2$d_id);\n".formatted(name, key));
    }
    tables.add(new Table(name));
    return """
    CREATE TABLE %1$s (
      id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
      code varchar(40) NOT NULL UNIQUE,
      label varchar(200) NOT NULL DEFAULT '',
    %2$s  amount numeric(12, 2) NOT NULL DEFAULT 0,
      quantity integer,
      valid_from date,
      active boolean NOT NULL DEFAULT true,
      details jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz
    );
    %3$sCOMMENT ON TABLE %1$s IS 'What is known of a %4$s';
    """
        .formatted(name, keys, indexes, name.replace('_', ' '));
  }

  private static String index(int number, Table table) {
    String where = number % 2 == 0 ? " WHERE active" : "";
    return "CREATE INDEX %s_%d ON %1$s (created_at, code)%s;\n"
        .formatted(table.name, number, where);
  }

  private static String alteration(int number, Table table) {
    return switch (number % 3) {
      case 0 ->
          "ALTER TABLE %s ADD COLUMN extra_%d integer NOT NULL DEFAULT 0;\n"
              .formatted(table.name, number);
      case 1 ->
          """
          ALTER TABLE %s ALTER COLUMN %s TYPE text;
          ALTER TABLE %1$s ALTER COLUMN amount SET DEFAULT 1;
          """
              .formatted(table.name, table.label);
      default ->
          """
          ALTER TABLE %s ADD COLUMN remark_%d text;
          ALTER TABLE %1$s ALTER COLUMN quantity SET DEFAULT 1;
          """
              .formatted(table.name, number);
    };
  }

  private static String rows(int number, Table table) {
    return """
    INSERT INTO %1$s (code, %2$s) VALUES
      ('v%3$d-1', 'first'),
      ('v%3$d-2', 'second'),
      ('v%3$d-3', 'third');
    UPDATE %1$s SET amount = amount + 1 WHERE code LIKE 'v%3$d-%%';
    DELETE FROM %1$s WHERE code = 'v%3$d-3';
    """
        .formatted(table.name, table.label, number);
  }

  private static String enumeration(int number, Table table) {
    return """
    CREATE TYPE kind_%2$d AS ENUM ('draft', 'open', 'done');
    ALTER TYPE kind_%2$d ADD VALUE 'dropped';
    ALTER TABLE %1$s ADD COLUMN kind_%2$d kind_%2$d;
    """
        .formatted(table.name, number);
  }

  private String view(int number, Table table) {
    Table other = tables.get((number * 31 + 1) % tables.size());
    return """
    CREATE VIEW active_%3$d AS
      SELECT a.id, a.code, b.code AS other_code, a.created_at
      FROM %1$s a LEFT JOIN %2$s b ON b.id = a.id
      WHERE a.active;
    """
        .formatted(table.name, other.name, number);
  }

  private static String functions(int number, Table table) {
    return """
    CREATE FUNCTION how_many_%2$d(prefix text) RETURNS bigint LANGUAGE sql STABLE AS $$
      SELECT count(*) FROM %1$s WHERE code LIKE prefix || '%%'
    $$;
    CREATE FUNCTION touch_%2$d() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.updated_at := now();
      RETURN NEW;
    END
    $$;
    CREATE TRIGGER touch_%2$d BEFORE UPDATE ON %1$s
      FOR EACH ROW EXECUTE FUNCTION touch_%2$d();
    """
        .formatted(table.name, number);
  }

  private static String renaming(int number, Table table) {
    String oldName = table.name;
    String oldLabel = table.label;
    if (number % 2 == 0) {
      table.name = oldName + "_" + number;
      return "ALTER TABLE %s RENAME TO %s;\n".formatted(oldName, table.name);
    }
    table.label = "title_" + number;
    return "ALTER TABLE %s RENAME COLUMN %s TO %s;\n".formatted(oldName, oldLabel, table.label);
  }

  private static String constraint(int number, Table table) {
    return "ALTER TABLE %s ADD CONSTRAINT amount_%d CHECK (amount >= 0);\n"
        .formatted(table.name, number);
  }

  /** What a later migration has to know of a table. */
  private static final class Table {
    private String name;
    private String label = "label";

    private Table(String name) {
      this.name = name;
    }
  }
}
