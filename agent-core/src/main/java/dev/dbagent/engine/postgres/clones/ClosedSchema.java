// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Closes the schema of a database that is to be copied, for everybody but its owner. The wall are
 * privileges: the role of tests owns nothing and may create nothing. An event trigger only says so
 * in words that help; event triggers are copied with their database.
 *
 * @param module whose schema it is, as {@code groupId:artifactId}
 * @param historyTable Flyway's own table, which tests may read
 */
public record ClosedSchema(String module, String historyTable) {

  /** From here on there is a privilege for REFRESH MATERIALIZED VIEW, ANALYZE and the like. */
  private static final int MAINTAIN = 17;

  private static final String TESTER = Account.TESTER.role();
  private static final String READER = Account.READER.role();

  private static final String SCHEMAS =
      "SELECT quote_ident(nspname) FROM pg_namespace"
          + " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

  private static final String HISTORY_TABLES =
      "SELECT format('%I.%I', n.nspname, c.relname)"
          + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind = 'r' AND c.relname = ";

  /**
   * That the session has temporary tables, or that the statement is about one, makes it a matter of
   * privileges alone: which table a command is about is not known before it is done. The context
   * names the statement when a function runs it.
   */
  private static final String TRIGGER_FUNCTION =
      """
      CREATE FUNCTION db_agent.refuse_ddl() RETURNS event_trigger
      LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
      DECLARE
        context text;
      BEGIN
        IF current_user <> '%s' OR TG_TAG = 'REFRESH MATERIALIZED VIEW' THEN
          RETURN;
        END IF;
        GET DIAGNOSTICS context = PG_CONTEXT;
        IF current_query() || context ~* '\\m(temp|temporary|pg_temp)\\M'
            OR EXISTS (SELECT FROM pg_class WHERE relnamespace = pg_my_temp_schema()) THEN
          RETURN;
        END IF;
        RAISE EXCEPTION USING
          ERRCODE = 'insufficient_privilege',
          MESSAGE = %s,
          DETAIL = TG_TAG || ' was refused: tests get rights on rows, not on the schema.',
          HINT = %s;
      END
      $body$""";

  /**
   * Prepares a database and makes the roles.
   *
   * @param connection to it, as its owner
   * @param testerVerifier what the server stores in place of the tester's password
   * @param readerVerifier what the server stores in place of the reader's password
   */
  public void closeIn(Connection connection, String testerVerifier, String readerVerifier)
      throws SQLException {
    List<String> statements = new ArrayList<>();
    statements.add(role(TESTER, testerVerifier));
    statements.add(role(READER, readerVerifier));
    statements.add(ownersSettingsForOthers());
    statements.add("ALTER ROLE " + READER + " SET default_transaction_read_only = on");
    int version = connection.getMetaData().getDatabaseMajorVersion();
    try (Statement statement = connection.createStatement()) {
      for (String schema : column(statement, SCHEMAS)) {
        statements.addAll(grants(schema, version));
      }
      for (String table : column(statement, HISTORY_TABLES + literal(historyTable))) {
        statements.add("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON " + table + " FROM " + TESTER);
      }
      // A migration may have dropped the language; then PostgreSQL's own words must do.
      if (!column(statement, "SELECT 1 FROM pg_language WHERE lanname = 'plpgsql'").isEmpty()) {
        statements.addAll(trigger());
      }
      statement.execute("BEGIN");
      for (String each : statements) {
        statement.execute(each);
      }
      statement.execute("COMMIT");
    }
  }

  private static String role(String name, String verifier) {
    return "CREATE ROLE " + name + " LOGIN BYPASSRLS PASSWORD " + literal(verifier);
  }

  /** What a migration set for its own role, such as a search path, is what it was tried with. */
  private static String ownersSettingsForOthers() {
    return "INSERT INTO pg_db_role_setting SELECT s.setdatabase, r.oid, s.setconfig"
        + " FROM pg_db_role_setting s, pg_roles r"
        + " WHERE s.setrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        + " AND r.rolname IN ("
        + List.of(TESTER, READER).stream()
            .map(ClosedSchema::literal)
            .collect(Collectors.joining(", "))
        + ")";
  }

  private static List<String> grants(String schema, int version) {
    String maintain = version >= MAINTAIN ? ", MAINTAIN" : "";
    String both = TESTER + ", " + READER;
    return List.of(
        // Before PostgreSQL 15 everybody may create in public.
        "REVOKE CREATE ON SCHEMA " + schema + " FROM PUBLIC",
        "GRANT USAGE ON SCHEMA " + schema + " TO " + both,
        "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + READER,
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + READER,
        "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE"
            + maintain
            + " ON ALL TABLES IN SCHEMA "
            + schema
            + " TO "
            + TESTER,
        "GRANT ALL ON ALL SEQUENCES IN SCHEMA " + schema + " TO " + TESTER,
        "GRANT EXECUTE ON ALL ROUTINES IN SCHEMA " + schema + " TO " + both);
  }

  private List<String> trigger() {
    return List.of(
        "CREATE SCHEMA db_agent",
        TRIGGER_FUNCTION.formatted(
            TESTER,
            literal("the schema belongs to module " + module + ": change it there"),
            literal(
                "Write a migration in "
                    + module
                    + "; a test that is about DDL itself says"
                    + " @VerifiedDatabase(owner = true).")),
        "CREATE EVENT TRIGGER db_agent_refuses_ddl ON ddl_command_start"
            + " EXECUTE FUNCTION db_agent.refuse_ddl()");
  }

  private static List<String> column(Statement statement, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
