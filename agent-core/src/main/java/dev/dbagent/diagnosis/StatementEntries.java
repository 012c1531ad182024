// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static dev.dbagent.diagnosis.Example.migration;

import dev.dbagent.model.FailureKind;
import java.util.List;

/** Statements that the server refuses whatever the rows are. */
final class StatementEntries {

  private static final Example CUSTOMER =
      migration("V1__customer.sql", "CREATE TABLE customer (id int PRIMARY KEY);\n");

  private StatementEntries() {}

  static List<CatalogueEntry> all() {
    return List.of(
        Draft.of(FailureKind.STATEMENT_FAILED, "migration statement refused")
            .when("The server refused a statement for a reason that has no code of its own.")
            .because("The SQLSTATE and the server's own words above tell which rule was broken.")
            .remedy("Correct the statement at the place above, or the migration before it.")
            .failing(
                migration(
                    "V1__t.sql", "CREATE TABLE t (id int PRIMARY KEY, no int PRIMARY KEY);\n"))
            .corrected(
                migration("V1__t.sql", "CREATE TABLE t (id int PRIMARY KEY, no int UNIQUE);\n")),
        Draft.of(FailureKind.SYNTAX_ERROR, "syntax error")
            .when("The server's parser does not understand a statement.")
            .because(
                """
                A keyword is misspelt, a comma or parenthesis is missing or too many, or a reserved word
                is used as a name. The mistake is at the place above or just before it.
                """)
            .remedy(
                "Correct the text at the place above; a reserved word needs double quotes as a name.")
            .failing(migration("V1__customer.sql", "CREATE TABLE customer (id int PRIMRY KEY);\n"))
            .corrected(
                migration("V1__customer.sql", "CREATE TABLE customer (id int PRIMARY KEY);\n")),
        Draft.of(FailureKind.OBJECT_MISSING, "object does not exist")
            .when("A statement names a table, column, type, function or schema that is not there.")
            .because(
                """
                It is misspelt, made by a migration that runs later or was never added, dropped or renamed
                by an earlier one, or in a schema that is not on the search path.
                """)
            .remedy(
                "Correct the name, or see to it that the migration that makes it has a lower version.")
            .failing(
                CUSTOMER.andMigration("V2__email.sql", "ALTER TABLE custmer ADD email text;\n"))
            .corrected(
                CUSTOMER.andMigration("V2__email.sql", "ALTER TABLE customer ADD email text;\n")),
        Draft.of(FailureKind.OBJECT_DUPLICATE, "object exists already")
            .when("A statement creates something whose name is taken.")
            .because(
                "An earlier migration makes it, often because two branches made the same change.")
            .remedy("Take the statement out, or use another name; the history must make it once.")
            .failing(CUSTOMER.andMigration("V2__again.sql", "CREATE TABLE customer (id bigint);\n"))
            .corrected(
                CUSTOMER.andMigration("V2__more.sql", "CREATE TABLE customer_note (id bigint);\n")),
        Draft.of(FailureKind.ROLE_MISSING, "role does not exist")
            .when("A statement names a role that this server does not have.")
            .because(
                "Roles belong to a server, not to a schema; in production somebody made it by hand.")
            .remedy("Make the role in a script named by {initScript}, as production has it.")
            .failing(
                CUSTOMER.andMigration("V2__grant.sql", "GRANT SELECT ON customer TO reporting;\n"))
            .corrected(
                CUSTOMER
                    .andMigration("V2__grant.sql", "GRANT SELECT ON customer TO reporting;\n")
                    .and("init.sql", "CREATE ROLE reporting;\n")
                    .with("initScript", "init.sql")),
        Draft.of(FailureKind.PRIVILEGE_MISSING, "permission denied")
            .when("A statement needs a privilege that the current role does not have.")
            .because(
                """
                Migrations run as the owner of everything, so a SET ROLE or a SECURITY DEFINER function
                came before.
                """)
            .remedy("Grant the privilege first, or RESET ROLE before the statement.")
            .failing(
                migration(
                    "V1__t.sql", "CREATE ROLE app;\nSET ROLE app;\nCREATE TABLE t (id int);\n"))
            .corrected(
                migration(
                    "V1__t.sql",
                    """
                    CREATE ROLE app;
                    GRANT CREATE ON SCHEMA public TO app;
                    SET ROLE app;
                    CREATE TABLE t (id int);
                    RESET ROLE;
                    """)),
        Draft.of(FailureKind.OTHERS_DEPEND_ON_IT, "other objects depend on it")
            .when(
                "Something is dropped or changed that a view, key, function or default is built on.")
            .because("PostgreSQL never lets go of what is used, unless CASCADE says so.")
            .remedy(
                "Drop or change the dependents first; CASCADE drops them without a further word.")
            .failing(
                CUSTOMER
                    .andMigration("V2__view.sql", "CREATE VIEW buyer AS SELECT id FROM customer;\n")
                    .andMigration("V3__drop.sql", "DROP TABLE customer;\n"))
            .corrected(
                CUSTOMER
                    .andMigration("V2__view.sql", "CREATE VIEW buyer AS SELECT 1 AS id;\n")
                    .andMigration("V3__drop.sql", "DROP TABLE customer;\n")),
        Draft.of(FailureKind.TYPES_DISAGREE, "types do not fit")
            .when("An expression, a default or a column's new type cannot be converted by itself.")
            .because("PostgreSQL converts only where nothing can be lost or misunderstood.")
            .remedy("Say how to convert: ALTER COLUMN ... TYPE ... USING expression, or a cast.")
            .failing(
                migration("V1__t.sql", "CREATE TABLE t (amount text);\n")
                    .andMigration("V2__number.sql", "ALTER TABLE t ALTER amount TYPE int;\n"))
            .corrected(
                migration("V1__t.sql", "CREATE TABLE t (amount text);\n")
                    .andMigration(
                        "V2__number.sql",
                        "ALTER TABLE t ALTER amount TYPE int USING amount::int;\n")),
        Draft.of(FailureKind.FEATURE_NEWER_THAN_SERVER, "feature newer than the server")
            .when("A statement uses something that only a newer major version knows.")
            .because("The script was written for another version than the build's engine.")
            .remedy(
                "Set {postgresVersion} to what production runs, or write the statement without it.")
            .failing(
                migration("V1__t.sql", "CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));\n")
                    .with("postgresVersion", "14"))
            .corrected(
                migration("V1__t.sql", "CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));\n")
                    .with("postgresVersion", "18")),
        Draft.of(FailureKind.FORBIDDEN_IN_TRANSACTION, "not inside a transaction")
            .when("A statement that must run on its own stands inside a transaction.")
            .because(
                """
                Flyway runs a script in one transaction. It notices VACUUM or CREATE INDEX CONCURRENTLY
                itself, but not what a procedure does.
                """)
            .remedy("Put executeInTransaction=false into the script's .conf.")
            .failing(
                migration("V1__t.sql", "CREATE TABLE t (id int);\n")
                    .andMigration(
                        "V2__fill.sql",
                        """
                        CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$
                        BEGIN
                          INSERT INTO t VALUES (1);
                          COMMIT;
                        END $$;
                        """)
                    .andMigration("V3__call.sql", "CALL fill();\n"))
            .corrected(
                migration("V1__t.sql", "CREATE TABLE t (id int);\n")
                    .andMigration(
                        "V2__fill.sql",
                        """
                        CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$
                        BEGIN
                          INSERT INTO t VALUES (1);
                          COMMIT;
                        END $$;
                        """)
                    .andMigration("V3__call.sql", "CALL fill();\n")
                    .andMigration("V3__call.sql.conf", "executeInTransaction=false\n")),
        Draft.of(FailureKind.STATEMENT_TIMED_OUT, "statement ran too long")
            .when("A statement ran longer than the limit for statements.")
            .because("It waits for something that does not come, or does far too much work.")
            .remedy(
                "Make the statement cheaper, or raise {statementTimeout} (seconds, 0 for no limit).")
            .failing(
                CUSTOMER
                    .andMigration("V2__wait.sql", "SELECT pg_sleep(60);\n")
                    .with("statementTimeout", "1"))
            .corrected(CUSTOMER.andMigration("V2__wait.sql", "SELECT pg_sleep(0);\n")),
        Draft.of(FailureKind.LOCK_TIMED_OUT, "statement waited for a lock")
            .when("A statement waited for a lock longer than the limit for locks.")
            .because(
                """
                Nobody else uses this database, so the migration blocks itself: by a second connection
                (dblink, a Java migration's own) or by an open transaction of Flyway.
                """)
            .remedy(
                """
                End the other transaction first, or let the statement run outside of one
                (executeInTransaction=false in the script's .conf). {lockTimeout} is the limit in seconds.
                """)
            .failing(
                CUSTOMER
                    .andMigration(
                        "V2__session.sql",
                        """
                        CREATE EXTENSION dblink;
                        CREATE ROLE other SUPERUSER LOGIN PASSWORD 'other';
                        """)
                    .andMigration(
                        "V3__rename.sql",
                        """
                        SELECT dblink_connect('other', format(
                            'host=%s port=%s dbname=%s user=other password=other',
                            host(inet_server_addr()), inet_server_port(), current_database()));
                        SELECT dblink_exec('other', 'BEGIN');
                        SELECT dblink_exec('other', 'LOCK TABLE customer');
                        ALTER TABLE customer RENAME TO buyer;
                        """)
                    .with("lockTimeout", "1"))
            .corrected(
                CUSTOMER.andMigration("V2__rename.sql", "ALTER TABLE customer RENAME TO buyer;\n")),
        Draft.of(FailureKind.MIGRATION_RAISED, "the script itself said no")
            .when(
                "A RAISE EXCEPTION or ASSERT in the script, or in a function that it calls, was reached.")
            .because("Somebody wrote it to stop here; the message is theirs.")
            .remedy("Do what the message asks for, or correct the condition before it.")
            .failing(
                CUSTOMER.andMigration(
                    "V2__guard.sql",
                    """
                    DO $$
                    BEGIN
                      IF NOT EXISTS (SELECT FROM customer) THEN
                        RAISE EXCEPTION 'customers must be imported first';
                      END IF;
                    END $$;
                    """))
            .corrected(
                CUSTOMER
                    .andMigration("V1_1__import.sql", "INSERT INTO customer VALUES (1);\n")
                    .andMigration(
                        "V2__guard.sql",
                        """
                        DO $$
                        BEGIN
                          IF NOT EXISTS (SELECT FROM customer) THEN
                            RAISE EXCEPTION 'customers must be imported first';
                          END IF;
                        END $$;
                        """)),
        Draft.of(FailureKind.SERVER_LOST, "the connection to the server was lost")
            .when(
                "The server, or the session of the migration, ended in the middle of a statement.")
            .because(
                """
                The statement ended its own session, the machine ran out of memory, or something killed
                the server.
                """)
            .remedy("Look at the statement at the place above and at the server's last lines (-X).")
            .failing(
                CUSTOMER.andMigration(
                    "V2__end.sql", "SELECT pg_terminate_backend(pg_backend_pid());\n"))
            .corrected(CUSTOMER.andMigration("V2__end.sql", "SELECT pg_backend_pid();\n")));
  }
}
