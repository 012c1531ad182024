// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static dev.dbagent.diagnosis.Example.migration;
import static dev.dbagent.diagnosis.Example.on;

import dev.dbagent.model.FailureKind;
import java.util.List;

/** What the checks find in a state that could be built. */
final class CheckEntries {

  private static final String CUSTOMER = "CREATE TABLE customer (id int PRIMARY KEY, age int);\n";
  private static final String READING =
      """
      CREATE TABLE reading (sensor int, day date) PARTITION BY RANGE (day);
      CREATE TABLE reading_2026 PARTITION OF reading
        FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      """;

  private CheckEntries() {}

  static List<CatalogueEntry> all() {
    return List.of(
        Draft.of(FailureKind.MIGRATION_PASSED_OVER, "migration passed over")
            .when(
                "A migration file of the history was not applied, and neither target nor baseline says why.")
            .because("A setting of Flyway, or a resolver of your own, keeps it from being seen.")
            .remedy("Remove the setting that hides the file, or the file.")
            .failing(
                migration("V1__customer.sql", CUSTOMER).with("flyway.skipDefaultResolvers", "true"))
            .corrected(migration("V1__customer.sql", CUSTOMER)),
        Draft.of(FailureKind.CATALOGUE_EMPTY, "nothing was made")
            .when("After all migrations there is no table, view, type, routine or sequence.")
            .because(
                "The locations point to the wrong folder, or everything went into another database.")
            .remedy("Look at {flyway.locations} and at the files above.")
            .failing(migration("V1__nothing.sql", "SELECT 1;\n"))
            .corrected(migration("V1__customer.sql", CUSTOMER)),
        Draft.of(FailureKind.CONSTRAINT_NOT_VALIDATED, "constraint left NOT VALID")
            .when("A constraint holds for new rows only. A warning unless {failOn} is warning.")
            .because("It was added NOT VALID, and no migration validated it.")
            .remedy("Add ALTER TABLE ... VALIDATE CONSTRAINT ... as a migration.")
            .failing(
                migration("V1__customer.sql", CUSTOMER)
                    .andMigration(
                        "V2__age.sql",
                        "ALTER TABLE customer ADD CONSTRAINT age_ok CHECK (age >= 0) NOT VALID;\n")
                    .with("failOn", "warning"))
            .corrected(
                migration("V1__customer.sql", CUSTOMER)
                    .andMigration(
                        "V2__age.sql",
                        """
                        ALTER TABLE customer ADD CONSTRAINT age_ok CHECK (age >= 0) NOT VALID;
                        ALTER TABLE customer VALIDATE CONSTRAINT age_ok;
                        """)
                    .with("failOn", "warning")),
        Draft.of(FailureKind.INDEX_INVALID, "index is invalid")
            .when("An index is there that costs every write and serves no query.")
            .because("A CONCURRENTLY build failed, or the index of a partition was never attached.")
            .remedy("Drop the index and build it again in a migration, or attach what is missing.")
            .failing(
                migration("V1__reading.sql", READING)
                    .andMigration(
                        "V2__index.sql", "CREATE INDEX reading_ix ON ONLY reading (sensor);\n"))
            .corrected(
                migration("V1__reading.sql", READING)
                    .andMigration(
                        "V2__index.sql", "CREATE INDEX reading_ix ON reading (sensor);\n")),
        Draft.of(FailureKind.SEED_ROWS_LOST, "seed rows got lost")
            .when("A table gained fewer or more rows than its seed file has.")
            .because("Something on the table swallowed or added rows while they were loaded.")
            .remedy("Look for triggers and rules on the table named above.")
            .failing(on("Something on the table swallows rows while they are loaded."))
            .corrected(on("The table takes every row.")));
  }
}
