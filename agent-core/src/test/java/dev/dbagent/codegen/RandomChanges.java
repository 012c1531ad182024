// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes of a database, of which many fit together; the database refuses what does not. */
final class RandomChanges {

  private static final List<String> TYPES =
      List.of(
          "int", "text", "mood", "mood[]", "email", "pair", "product", "int[][]", "timestamptz");

  private final Random random;
  private final List<String> tables =
      new ArrayList<>(
          List.of(
              "customer",
              "product",
              "review",
              "hint",
              "alone",
              "tree",
              "bought",
              "shape",
              "crm.invoice",
              "part",
              "part_2025"));
  private final List<String> history = new ArrayList<>();
  private int names;

  RandomChanges(Random random) {
    this.random = random;
  }

  /** All changes so far, for a failure's message. */
  String history() {
    return String.join(";\n", history);
  }

  String next() {
    String change =
        switch (random.nextInt(18)) {
          case 0, 1 -> newTable();
          case 2 -> link();
          case 3, 4 -> alter("ADD %s %s".formatted(name("c"), any(TYPES)));
          case 5 -> alter("ADD %s int REFERENCES %s".formatted(name("r"), any(tables)));
          case 6 -> alter("ADD %s text UNIQUE".formatted(name("u")));
          case 7 -> rename();
          case 8 -> "CREATE INDEX %s ON %s (id)".formatted(name("i"), any(tables));
          case 9 -> "COMMENT ON TABLE %s IS '%s'".formatted(any(tables), name("about "));
          case 10 -> "CREATE TYPE %s AS ENUM ('a', 'b')".formatted(name("e"));
          case 11 -> "CREATE VIEW %s AS SELECT * FROM %s".formatted(name("v"), any(tables));
          case 12 ->
              "CREATE FUNCTION %s() RETURNS SETOF %s LANGUAGE sql AS 'SELECT * FROM %3$s'"
                  .formatted(name("f"), "int", "pg_catalog.generate_series(1, 2)");
          case 13 -> alter("DROP COLUMN id CASCADE");
          case 14 -> "DROP TABLE %s CASCADE".formatted(any(tables));
          case 15 -> alter("ALTER id SET DEFAULT %d".formatted(random.nextInt(9)));
          case 16 -> "CREATE UNIQUE INDEX %s ON %s (id)".formatted(name("ui"), any(tables));
          default -> alter("ADD CONSTRAINT %s CHECK (id > %d)".formatted(name("k"), 3));
        };
    history.add(change);
    return change;
  }

  private String newTable() {
    String table = (random.nextInt(4) == 0 ? "crm." : "") + name("t");
    String reference = random.nextBoolean() ? " REFERENCES " + any(tables) : "";
    tables.add(table);
    return "CREATE TABLE %s (id int PRIMARY KEY, r int%s)".formatted(table, reference);
  }

  private String link() {
    String table = name("link");
    String one = any(tables);
    String other = any(tables);
    tables.add(table);
    return "CREATE TABLE %s (a int REFERENCES %s, b int REFERENCES %s, PRIMARY KEY (a, b))"
        .formatted(table, one, other);
  }

  private String rename() {
    String table = any(tables);
    String now = name("n");
    tables.add(table.contains(".") ? "crm." + now : now);
    return "ALTER TABLE %s RENAME TO %s".formatted(table, now);
  }

  private String alter(String how) {
    return "ALTER TABLE %s %s".formatted(any(tables), how);
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String name(String beginning) {
    return beginning + names++;
  }
}
