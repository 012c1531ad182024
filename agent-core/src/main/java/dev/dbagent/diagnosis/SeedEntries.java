// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static dev.dbagent.diagnosis.Example.migration;

import dev.dbagent.model.FailureKind;
import java.util.List;

/** Seed files. */
final class SeedEntries {

  private static final Example SCHEMA =
      migration(
          "V1__customer.sql",
          """
          CREATE TABLE customer (
            id int PRIMARY KEY,
            email text NOT NULL,
            age int CHECK (age >= 0),
            boss int REFERENCES customer
          );
          """);

  private static final String PIN = "-- db-agent: at 1\n";

  private SeedEntries() {}

  static List<CatalogueEntry> all() {
    return List.of(
        Draft.of(FailureKind.SEED_UNREADABLE, "seed file unreadable")
            .when(
                "A file in the seed folder cannot be read, or is neither CSV with a header, nor records, nor SQL.")
            .because(
                "A quote is not closed, a record has too many or too few fields, or a name is no table's.")
            .remedy(
                """
                Seeds are UTF-8 CSV with a header, named [schema.]table.csv (a quote is doubled inside
                quotes), or records, named [schema.]table.yml: "- column: value" begins a row, its
                other columns follow, indented by two blanks. A script is named as you like, with .sql.
                """)
            .failing(customers("id,email\n1,\"ada@example.com\n"))
            .corrected(customers("id,email\n1,\"ada@example.com\"\n")),
        Draft.of(FailureKind.SEED_TABLE_UNKNOWN, "seed for an unknown table")
            .when("There is no table of the seed file's name after the migrations ran.")
            .because("The file is misspelt, or a migration renamed or dropped the table.")
            .remedy(
                "Rename the seed file after its table, or add the migration that makes the table.")
            .failing(SCHEMA.and("seed/custmer.csv", "id,email\n1,ada@example.com\n"))
            .corrected(customers("id,email\n1,ada@example.com\n")),
        Draft.of(FailureKind.SEED_COLUMN_UNKNOWN, "seed with an unknown column")
            .when("The header, or a record, names a column that the table does not have.")
            .because("It is misspelt, or a migration renamed or dropped the column.")
            .remedy("Correct the name, or add the migration that makes the column.")
            .failing(customers("id,emial\n1,ada@example.com\n"))
            .corrected(customers("id,email\n1,ada@example.com\n")),
        Draft.of(FailureKind.SEED_COLUMN_MISSING, "seed misses a required column")
            .when(
                "The header, or a record, leaves out a column that is NOT NULL and has no default.")
            .because("A migration added the column after the seed was written.")
            .remedy("Add the column to the seed file, or give it a default in a migration.")
            .failing(customers("id,age\n1,36\n"))
            .corrected(customers("id,email,age\n1,ada@example.com,36\n")),
        Draft.of(FailureKind.SEED_VALUE_REJECTED, "seed value rejected")
            .when("A field is no value of its column's type.")
            .because("It is misspelt, or a migration changed the type.")
            .remedy(
                """
                Correct the value; in CSV an empty field is NULL and "" the empty string, in records ~
                is NULL.
                """)
            .failing(customers("id,email,age\n1,ada@example.com,thirty\n"))
            .corrected(
                SCHEMA.and("seed/customer.yml", "- id: 1\n  email: ada@example.com\n  age: 30\n")),
        Draft.of(FailureKind.SEED_ROW_REJECTED, "seed row rejected")
            .when("A row breaks a key, a check or a NOT NULL of its table.")
            .because("The row was wrong from the start, or a migration added the constraint.")
            .remedy("Correct the row so that the constraint holds.")
            .failing(customers("id,email,age\n1,ada@example.com,-1\n"))
            .corrected(customers("id,email,age\n1,ada@example.com,36\n")),
        Draft.of(FailureKind.SEED_KEY_DANGLING, "seed key points nowhere")
            .when("After all seeds are loaded, a foreign key finds no row.")
            .because("The row it means was removed or has another key.")
            .remedy("Add the row that the key points to, or correct the key.")
            .failing(customers("id,email,boss\n1,ada@example.com,7\n"))
            .corrected(customers("id,email,boss\n1,ada@example.com,1\n")),
        Draft.of(FailureKind.SEED_ENCODING_WRONG, "seed in another encoding")
            .when("A seed file holds bytes that are no UTF-8.")
            .because("An editor or a spreadsheet saved it in the encoding of its machine.")
            .remedy("Save the file as UTF-8.")
            .failing(customers("id,email\n1,zoë@example.com\n").writtenIn("ISO-8859-1"))
            .corrected(customers("id,email\n1,zoë@example.com\n")),
        Draft.of(FailureKind.SEED_TABLE_CLAIMED_TWICE, "two seed files for one table")
            .when("Two files in the seed folder, or in one profile, mean the same table.")
            .because("One says the default schema or is of another format.")
            .remedy("Put all rows into one of them and delete the other.")
            .failing(
                customers("id,email\n1,ada@example.com\n")
                    .and("seed/public.customer.csv", "id,email\n2,bob@example.com\n"))
            .corrected(customers("id,email\n1,ada@example.com\n2,bob@example.com\n")),
        Draft.of(FailureKind.SEED_TOO_LARGE, "record file too large")
            .when("A record file has more than 5,000 rows or is larger than 1 MB.")
            .because("Records are for rows that people read and write.")
            .remedy(
                """
                Put the rows into a CSV file, [schema.]table.csv, which is loaded as fast as the server
                can; a second file for the table may stand in a profile.
                """)
            .failing(Example.on("A record file of 5,001 rows."))
            .corrected(Example.on("A CSV file of the same rows.")),
        Draft.of(FailureKind.SEED_PROFILE_UNKNOWN, "unknown seed profile")
            .when("{seedProfiles} names a profile that has no folder.")
            .because("It is misspelt, or its folder was renamed.")
            .remedy("Name folders within the seed folder in {seedProfiles}, separated by commas.")
            .failing(
                profiled("seed/demo/customer.csv", "2,bob@example.com\n")
                    .with("seedProfiles", "dmeo"))
            .corrected(
                profiled("seed/demo/customer.csv", "2,bob@example.com\n")
                    .with("seedProfiles", "demo")),
        Draft.of(FailureKind.SEED_RIDE_REFUSED, "seeds cannot ride")
            .when("The goal update-seed cannot bring the seed files to the newest version.")
            .because(
                """
                It runs on a build server, the lock file names a version that is not there or migrations
                that have changed since, or versions cannot be run one after the other.
                """)
            .remedy(
                """
                Run it in a checkout and commit what it writes; bring migrations back to what they were
                when the seeds were written, or take the seed folder from the commit that fits them.
                """)
            .failing(Example.on("A migration at or below the version in seed.lock was edited."))
            .corrected(Example.on("The edit is a migration of its own.")),
        Draft.of(FailureKind.SEED_LOSS_UNACKNOWLEDGED, "seed rows would be lost")
            .when("Migrations delete rows of the seeds or drop columns that have values there.")
            .because("They mean to, or a value should have been moved before its column goes.")
            .remedy("Look at what is lost; if it is meant, set {acceptLoss} to as many.")
            .failing(Example.on("A migration drops a column for which a seed file has values."))
            .corrected(Example.on("The same with the loss accepted.")),
        Draft.of(FailureKind.SEED_STALE, "seeds of an older version")
            .when(
                """
                Migrations came that change the rows of the seeds, and the seed files are still written
                for the version before them. A warning if {seedDrift} is warn.
                """)
            .because("A migration renames, moves or converts what the files hold.")
            .remedy(
                """
                Run the goal update-seed, look at what it changes, and commit the files with the
                migration.
                """)
            .failing(
                Example.on(
                    "A migration renames a column that a seed file gives, after update-seed ran."))
            .corrected(Example.on("update-seed ran after the migration came.")),
        Draft.of(FailureKind.SEED_SCRIPT_FAILED, "seed script failed")
            .when("The server refuses a statement of a script in the seed folder, or its end.")
            .because(
                """
                The statement was wrong from the start, the script is written for another version of the
                schema than its header says, or it changes the schema, which only migrations may do.
                """)
            .remedy(
                """
                Correct the statement, or the version in the header: the script runs when the
                migrations up to that version have run, before all later ones.
                """)
            .failing(
                SCHEMA.and("seed/boss.sql", PIN + "INSERT INTO customer VALUES (1, NULL, 36);\n"))
            .corrected(
                SCHEMA.and(
                    "seed/boss.sql",
                    PIN + "INSERT INTO customer VALUES (1, 'ada@example.com', 36);\n")),
        Draft.of(FailureKind.SEED_SCRIPT_UNPINNED, "seed script without a version")
            .when(
                "A script in the seed folder does not say for which version of the schema it is written.")
            .because("The header is missing or misspelt, or no migration has the version.")
            .remedy(
                """
                Begin the script with "-- db-agent: at 42", where 42 is the version of a migration: the
                newest one when the script is written.
                """)
            .failing(
                SCHEMA.and(
                    "seed/boss.sql", "INSERT INTO customer VALUES (1, 'ada@example.com', 36);\n"))
            .corrected(
                SCHEMA.and(
                    "seed/boss.sql",
                    PIN + "INSERT INTO customer VALUES (1, 'ada@example.com', 36);\n")),
        Draft.of(FailureKind.SEED_RECORDING_REFUSED, "rows cannot be recorded")
            .when("The goal record-seed cannot write the rows of a database into seed files.")
            .because(
                """
                It is not said where the rows come from or whether another database may be read, a script
                fails, a table has a seed file already or other columns there, or what would be written
                does not load.
                """)
            .remedy(
                """
                Name SQL in {script}, or a database in {url} with {allowForeign}; choose tables with
                {tables}. Seed files that are there are never overwritten: move them away first.
                """)
            .failing(Example.on("The goal record-seed is told of another database and no more."))
            .corrected(Example.on("The same, and reading it is allowed.")),
        Draft.of(FailureKind.SEED_SECRETS_FOUND, "rows with secrets")
            .when(
                """
                The goal record-seed finds values that look like keys, tokens, passwords, hashes of
                passwords, PEM blocks or e-mail addresses outside of the domains for examples.
                """)
            .because("Rows were taken from where people work, and would get into the repository.")
            .remedy(
                """
                Put made-up values into their place where the rows come from, addresses at example.com.
                Values that only look so are allowed by column: name table.column in {allowSecrets}.
                """)
            .failing(Example.on("record-seed of a table with addresses of real people."))
            .corrected(Example.on("The addresses end with example.com.")),
        Draft.of(FailureKind.ADVERSARIAL_ROW_REFUSED, "migration fails over rows that may exist")
            .when(
                """
                A migration that the seeds are not written for yet fails over made-up rows which the
                version in seed.lock allows: NULLs, duplicates, long texts, orphans, negative and huge
                numbers. Always a warning; {adversarialRows} decides whether it is tried.
                """)
            .because("It counts on rows to be as no constraint has demanded yet.")
            .remedy(
                """
                Bring such rows into order in the migration first, or make sure that no database has
                any.
                """)
            .failing(Example.on("SET NOT NULL on a column of which seeds have no NULL, but might."))
            .corrected(Example.on("An UPDATE before it gives every row a value.")));
  }

  private static Example profiled(String path, String rows) {
    return customers("id,email\n1,ada@example.com\n").and(path, "id,email\n" + rows);
  }

  private static Example customers(String csv) {
    return SCHEMA.and("seed/customer.csv", csv);
  }
}
