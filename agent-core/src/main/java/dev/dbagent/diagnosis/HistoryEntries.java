// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static dev.dbagent.diagnosis.Example.file;
import static dev.dbagent.diagnosis.Example.migration;

import dev.dbagent.model.FailureKind;
import java.util.List;

/** What is wrong with a history as such: its files, names, settings and classes. */
final class HistoryEntries {

  private static final String CUSTOMER = "CREATE TABLE customer (id int PRIMARY KEY);\n";
  private static final Example SOUND = migration("V1__customer.sql", CUSTOMER);

  private HistoryEntries() {}

  static List<CatalogueEntry> all() {
    return List.of(
        Draft.of(FailureKind.SETTING_REJECTED, "Flyway setting rejected")
            .when(
                """
                A setting inside <flyway> or in the .conf of a script is unknown, misspelt, or has a value
                that Flyway refuses.
                """)
            .because(
                """
                Every setting is checked before the server starts: a misspelt one that is ignored would
                change what is verified.
                """)
            .remedy("Correct the setting named above; the guide lists those that have no use here.")
            .failing(SOUND.with("flyway.outOfOder", "true"))
            .corrected(SOUND.with("flyway.outOfOrder", "true")),
        Draft.of(FailureKind.NO_MIGRATIONS, "no migrations found")
            .when(
                "A location does not exist, cannot be read, or there is no migration in any of them.")
            .because("A folder has another name than the build thinks, or was not checked out.")
            .remedy(
                "Put migrations into the folder named above, or name another in {flyway.locations}.")
            .failing(
                file("db/migrations/V1__customer.sql", CUSTOMER)
                    .with("flyway.locations", "filesystem:db/migration"))
            .corrected(
                file("db/migrations/V1__customer.sql", CUSTOMER)
                    .with("flyway.locations", "filesystem:db/migrations")),
        Draft.of(FailureKind.HISTORY_REJECTED, "migration history rejected")
            .when(
                "Flyway refuses the history as a whole, for a reason that has no code of its own.")
            .because("The files contradict each other or what the database holds.")
            .remedy(
                """
                Correct what is named above. After an init script that makes tables, Flyway needs
                {flyway.baselineOnMigrate} and {flyway.baselineVersion}.
                """)
            .failing(
                SOUND
                    .and("init.sql", "CREATE TABLE made_elsewhere (id int);\n")
                    .with("initScript", "init.sql"))
            .corrected(
                SOUND
                    .and("init.sql", "CREATE TABLE made_elsewhere (id int);\n")
                    .with("initScript", "init.sql")
                    .with("flyway.baselineOnMigrate", "true")
                    .with("flyway.baselineVersion", "0")),
        Draft.of(FailureKind.INIT_SCRIPT_FAILED, "init script failed")
            .when("A statement of the init script was refused, or the script cannot be read.")
            .because("It runs first, on an empty database: nothing of the history is there yet.")
            .remedy("Correct the script, or move what needs tables into a migration.")
            .failing(
                SOUND
                    .and("init.sql", "GRANT SELECT ON customer TO PUBLIC;\n")
                    .with("initScript", "init.sql"))
            .corrected(
                SOUND.and("init.sql", "CREATE ROLE reporting;\n").with("initScript", "init.sql")),
        Draft.of(FailureKind.PLACEHOLDER_WITHOUT_VALUE, "placeholder without a value")
            .when("A script that will run names a placeholder for which there is no value.")
            .because(
                "The value is set elsewhere (an environment, another POM), or the name is misspelt.")
            .remedy(
                """
                Give it a value in {flyway.placeholders}; if the text is none of Flyway's placeholders, set
                {flyway.placeholderReplacement} to false or do so in the script's .conf.
                """)
            .failing(migration("V1__role.sql", "CREATE ROLE ${owner};\n"))
            .corrected(
                migration("V1__role.sql", "CREATE ROLE ${owner};\nCREATE TABLE t (id int);\n")
                    .with("flyway.placeholders.owner", "shop")),
        Draft.of(FailureKind.CALLBACK_FAILED, "callback failed")
            .when("A statement of a callback script was refused.")
            .because(
                """
                Callbacks run around every migration or around all of them, so they see a schema that is
                older than their author may think.
                """)
            .remedy(
                "Correct the callback, or move its statement into a migration or a later callback.")
            .failing(
                SOUND.andMigration("beforeMigrate.sql", "ALTER TABLE customer ADD note text;\n"))
            .corrected(
                SOUND.andMigration("afterMigrate.sql", "COMMENT ON TABLE customer IS 'buys';\n")),
        Draft.of(FailureKind.FILE_NAME_REJECTED, "file name is no migration's")
            .when(
                """
                A file in a location is not named as a migration, or a .conf has no script. As a warning:
                it is not run. As an error: it is meant for a shell, or the project asked for strict names.
                """)
            .because("Two underscores separate version and description, and letter case counts.")
            .remedy("Rename the file, or move it out of the location.")
            .failing(
                SOUND
                    .andMigration("V2_email.sql", "ALTER TABLE customer ADD email text;\n")
                    .with("flyway.validateMigrationNaming", "true"))
            .corrected(
                SOUND
                    .andMigration("V2__email.sql", "ALTER TABLE customer ADD email text;\n")
                    .with("flyway.validateMigrationNaming", "true")),
        Draft.of(FailureKind.VERSION_CLAIMED_TWICE, "two files with one version")
            .when("Two files claim the same version; 1, 01 and 1.0 are the same.")
            .because("Two branches took the next free number, and both were merged.")
            .remedy("Give the later one the next free version, unless production has run it.")
            .failing(
                SOUND
                    .andMigration("V2__email.sql", "ALTER TABLE customer ADD email text;\n")
                    .andMigration("V2__phone.sql", "ALTER TABLE customer ADD phone text;\n"))
            .corrected(
                SOUND
                    .andMigration("V2__email.sql", "ALTER TABLE customer ADD email text;\n")
                    .andMigration("V3__phone.sql", "ALTER TABLE customer ADD phone text;\n")),
        Draft.of(FailureKind.JAVA_MIGRATION_UNUSABLE, "Java migration unusable")
            .when(
                """
                A class is named as a migration but cannot be loaded, is none, or cannot be made. As a
                warning: a Java migration of the project itself is not compiled yet, so it is not run.
                """)
            .because(
                """
                It implements an interface of an old Flyway, was compiled for a newer Java, or needs a
                class that the plugin does not see. Flyway would skip it and say nothing. What lies in
                src/main is compiled only after the agent has run.
                """)
            .remedy(
                """
                Let it extend BaseJavaMigration, compile it in a module of its own for the Java that runs
                the build, and add its jar and what it needs to the plugin's dependencies.
                """)
            .failing(
                SOUND
                    .and(
                        "java/V2__Fill.java",
                        """
                        package db.java;

                        public class V2__Fill {}
                        """)
                    .with("flyway.locations", "filesystem:migration,classpath:db/java"))
            .corrected(
                SOUND
                    .and(
                        "java/V2__Fill.java",
                        """
                        package db.java;

                        import org.flywaydb.core.api.migration.BaseJavaMigration;
                        import org.flywaydb.core.api.migration.Context;

                        public class V2__Fill extends BaseJavaMigration {
                          public void migrate(Context context) throws Exception {
                            try (var statement = context.getConnection().createStatement()) {
                              statement.execute("INSERT INTO customer VALUES (1)");
                            }
                          }
                        }
                        """)
                    .with("flyway.locations", "filesystem:migration,classpath:db/java")),
        Draft.of(FailureKind.JAVA_MIGRATION_FAILED, "Java migration failed")
            .when("A Java migration threw an exception that no statement caused.")
            .because(
                "Its own code went wrong, at the line above if its source is part of the project.")
            .remedy("Correct the class named above; -X shows the stack trace.")
            .failing(
                SOUND
                    .and(
                        "java/V2__Fill.java",
                        """
                        package db.java;

                        import org.flywaydb.core.api.migration.BaseJavaMigration;
                        import org.flywaydb.core.api.migration.Context;

                        public class V2__Fill extends BaseJavaMigration {
                          public void migrate(Context context) {
                            throw new IllegalStateException("no input file");
                          }
                        }
                        """)
                    .with("flyway.locations", "filesystem:migration,classpath:db/java"))
            .corrected(
                SOUND
                    .and(
                        "java/V2__Fill.java",
                        """
                        package db.java;

                        import org.flywaydb.core.api.migration.BaseJavaMigration;
                        import org.flywaydb.core.api.migration.Context;

                        public class V2__Fill extends BaseJavaMigration {
                          public void migrate(Context context) {}
                        }
                        """)
                    .with("flyway.locations", "filesystem:migration,classpath:db/java")),
        Draft.of(FailureKind.SCRIPT_ENCODING_WRONG, "script in another encoding")
            .when("A script holds bytes that are no text of the encoding set for it.")
            .because("An editor saved it in the encoding of its machine.")
            .remedy(
                """
                Save the script as UTF-8, or name its encoding in {flyway.encoding} or, for this script
                alone, in its .conf.
                """)
            .failing(
                migration("V1__city.sql", "CREATE TABLE city (name text DEFAULT 'Zürich');\n")
                    .writtenIn("ISO-8859-1"))
            .corrected(
                migration("V1__city.sql", "CREATE TABLE city (name text DEFAULT 'Zürich');\n")),
        Draft.of(FailureKind.SCRIPT_UNTERMINATED, "script ends in the middle of something")
            .when("A quote, a dollar quote or a comment is opened and never closed.")
            .because("Everything after it belongs to it, so no statement can be told from another.")
            .remedy("Close it where it should end; the place above is where it begins.")
            .failing(
                migration("V1__customer.sql", "CREATE TABLE customer (note text DEFAULT 'none);\n"))
            .corrected(
                migration(
                    "V1__customer.sql", "CREATE TABLE customer (note text DEFAULT 'none');\n")),
        Draft.of(
                FailureKind.TRANSACTION_MIXED,
                "statements with and without transaction in one script")
            .when(
                "A script holds a statement that must not run in a transaction beside others that should.")
            .because("If the script failed in the middle, half of it would stay.")
            .remedy("Move the statement into a script of its own, or allow it with {flyway.mixed}.")
            .failing(
                SOUND.andMigration(
                    "V2__email.sql",
                    """
                    ALTER TABLE customer ADD email text;
                    CREATE INDEX CONCURRENTLY customer_email_ix ON customer (email);
                    """))
            .corrected(
                SOUND
                    .andMigration("V2__email.sql", "ALTER TABLE customer ADD email text;\n")
                    .andMigration(
                        "V3__email_index.sql",
                        "CREATE INDEX CONCURRENTLY customer_email_ix ON customer (email);\n")),
        Draft.of(FailureKind.EXTENSION_UNAVAILABLE, "extension not available")
            .when("A script that will run creates an extension that the engine does not offer.")
            .because(
                """
                The embedded binaries hold PostgreSQL's own contrib extensions, not PostGIS, pgvector,
                TimescaleDB or other procedural languages.
                """)
            .remedy(
                """
                Correct the name if it is misspelt. If production has an extension that the engine lacks,
                keep the scripts that need it in a location of their own and leave that out of
                {flyway.locations} here, or let a DO block ask pg_available_extensions first.
                """)
            .failing(migration("V1__places.sql", "CREATE EXTENSION postgis;\n"))
            .corrected(
                migration(
                    "V1__places.sql",
                    "CREATE EXTENSION cube;\nCREATE TABLE place (corner cube);\n")));
  }
}
