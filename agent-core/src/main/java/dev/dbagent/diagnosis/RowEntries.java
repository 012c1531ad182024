// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static dev.dbagent.diagnosis.Example.migration;

import dev.dbagent.model.FailureKind;
import java.util.List;

/** Migrations that are refused because of the rows that are there. */
final class RowEntries {

  private static final Example CUSTOMERS =
      migration(
          "V1__customer.sql",
          """
          CREATE TABLE customer (id int PRIMARY KEY, email text, age int, boss int);
          INSERT INTO customer VALUES (1, 'ada@example.com', 36, NULL), (2, NULL, -1, 7);
          INSERT INTO customer VALUES (3, 'ada@example.com', 41, 1);
          """);

  private RowEntries() {}

  static List<CatalogueEntry> all() {
    return List.of(
        Draft.of(FailureKind.NOT_NULL_VIOLATED, "rows hold NULL")
            .when("A column becomes NOT NULL, or a row is written, and a value is missing.")
            .because("Rows that were there before have no value, and nothing gives them one.")
            .remedy(
                "Give the rows a value first (UPDATE ... WHERE column IS NULL), or set a DEFAULT.")
            .failing(
                CUSTOMERS.andMigration(
                    "V2__email.sql", "ALTER TABLE customer ALTER email SET NOT NULL;\n"))
            .corrected(
                CUSTOMERS.andMigration(
                    "V2__email.sql",
                    """
                    UPDATE customer SET email = 'unknown' WHERE email IS NULL;
                    ALTER TABLE customer ALTER email SET NOT NULL;
                    """)),
        Draft.of(FailureKind.UNIQUE_VIOLATED, "rows are not unique")
            .when(
                "A key or unique index is made, or a row is written, and two rows are equal in it.")
            .because("The rows were never held to it.")
            .remedy("Merge or remove the rows that are equal first, or make the key wider.")
            .failing(
                CUSTOMERS.andMigration(
                    "V2__email.sql", "ALTER TABLE customer ADD UNIQUE (email);\n"))
            .corrected(
                CUSTOMERS.andMigration(
                    "V2__email.sql",
                    """
                    DELETE FROM customer c USING customer d WHERE c.email = d.email AND c.id > d.id;
                    ALTER TABLE customer ADD UNIQUE (email);
                    """)),
        Draft.of(FailureKind.CHECK_VIOLATED, "rows break a check")
            .when("A CHECK is added, or a row is written, and a row does not satisfy it.")
            .because("The rows were never held to it.")
            .remedy(
                "Correct the rows first, or add the constraint NOT VALID and validate it later.")
            .failing(
                CUSTOMERS.andMigration(
                    "V2__age.sql", "ALTER TABLE customer ADD CHECK (age >= 0);\n"))
            .corrected(
                CUSTOMERS.andMigration(
                    "V2__age.sql",
                    """
                    UPDATE customer SET age = NULL WHERE age < 0;
                    ALTER TABLE customer ADD CHECK (age >= 0);
                    """)),
        Draft.of(FailureKind.FOREIGN_KEY_VIOLATED, "rows point nowhere")
            .when("A foreign key is added, or a row is written or deleted, and a key finds no row.")
            .because("The rows were never held to it, or are written in the wrong order.")
            .remedy("Add the missing rows or clear the keys first.")
            .failing(
                CUSTOMERS.andMigration(
                    "V2__boss.sql",
                    "ALTER TABLE customer ADD FOREIGN KEY (boss) REFERENCES customer (id);\n"))
            .corrected(
                CUSTOMERS.andMigration(
                    "V2__boss.sql",
                    """
                    UPDATE customer SET boss = NULL WHERE boss NOT IN (SELECT id FROM customer);
                    ALTER TABLE customer ADD FOREIGN KEY (boss) REFERENCES customer (id);
                    """)),
        Draft.of(FailureKind.EXCLUSION_VIOLATED, "rows exclude each other")
            .when(
                "An EXCLUDE constraint is added, or a row is written, and two rows are in conflict.")
            .because("The rows were never held to it.")
            .remedy("Correct the rows that are in conflict first.")
            .failing(
                migration(
                    "V1__stay.sql",
                    """
                    CREATE TABLE stay (nights daterange);
                    INSERT INTO stay VALUES ('[2026-01-01,2026-01-09)'), ('[2026-01-05,2026-01-06)');
                    ALTER TABLE stay ADD EXCLUDE USING gist (nights WITH &&);
                    """))
            .corrected(
                migration(
                    "V1__stay.sql",
                    """
                    CREATE TABLE stay (nights daterange);
                    INSERT INTO stay VALUES ('[2026-01-01,2026-01-05)'), ('[2026-01-05,2026-01-06)');
                    ALTER TABLE stay ADD EXCLUDE USING gist (nights WITH &&);
                    """)),
        Draft.of(FailureKind.VALUE_REJECTED, "value rejected")
            .when("A value is none of its type, too long, too large, or a division by zero.")
            .because(
                "A literal is wrong, or rows hold what an expression or a new type cannot take.")
            .remedy("Correct the value, or choose a type that can hold it.")
            .failing(
                migration(
                    "V1__t.sql", "CREATE TABLE t (n int);\nINSERT INTO t VALUES (3000000000);\n"))
            .corrected(
                migration(
                    "V1__t.sql",
                    "CREATE TABLE t (n bigint);\nINSERT INTO t VALUES (3000000000);\n")));
  }
}
