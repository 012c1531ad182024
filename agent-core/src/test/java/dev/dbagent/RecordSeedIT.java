// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Secret;
import dev.dbagent.report.DiagnosisText;
import dev.dbagent.report.Palette;
import dev.dbagent.seed.RecordSettings;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a database become seed files, once. */
class RecordSeedIT {

  private static final String SCHEMA =
      """
      CREATE TABLE customer (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL,
        email text,
        boss int REFERENCES customer DEFERRABLE,
        shout text GENERATED ALWAYS AS (upper(name)) STORED,
        active boolean NOT NULL DEFAULT true);
      CREATE TABLE invoice (
        no serial PRIMARY KEY, customer int NOT NULL REFERENCES customer, total numeric(10, 2));
      CREATE TABLE country (code text PRIMARY KEY, name text);
      INSERT INTO country VALUES ('DE', 'Germany'), ('FR', 'France');
      CREATE TABLE log (line text);
      INSERT INTO log VALUES ('made'), ('made');
      """;

  private static final String ROWS =
      """
      INSERT INTO customer (name, email) VALUES ('Ada', 'ada@example.com'), ('Bob', NULL), ('gone', NULL);
      DELETE FROM customer WHERE name = 'gone';
      UPDATE customer SET boss = 1;
      INSERT INTO invoice (customer, total) SELECT 2, n * 1.5 FROM generate_series(1, 12) AS n;
      INSERT INTO country VALUES ('ES', 'Spain');
      COPY log FROM stdin;
      made
      added
      \\.
      """;

  @TempDir Path folder;
  private SampleProject project;

  @BeforeEach
  void write() {
    project = new SampleProject(folder);
    project.file("migration/V1__schema.sql", SCHEMA);
  }

  @Test
  void what_a_script_adds_is_written_and_loads_again() throws Exception {
    project.file("rows.sql", ROWS);
    assertThat(record("rows.sql"))
        .containsExactly(
            "Recorded: seed/country.yml: 1 row added",
            "Recorded: seed/customer.yml: 2 rows added",
            "Recorded: seed/invoice.yml: 12 rows added",
            "Recorded: seed/log.yml: 2 rows added");
    Map<String, String> files = files();
    assertThat(files.get("customer.yml"))
        .isEqualTo(
            """
            - id: 1
              name: Ada
              email: ada@example.com
              boss: 1
            - id: 2
              name: Bob
              boss: 1
            """);
    assertThat(files.get("country.yml")).isEqualTo("- code: ES\n  name: Spain\n");
    assertThat(files.get("log.yml")).isEqualTo("- line: added\n- line: made\n");
    assertThat(files.get("invoice.yml"))
        .startsWith("- no: 1\n  customer: 2\n  total: 1.50\n- no: 2\n")
        .endsWith("- no: 12\n  customer: 2\n  total: 18.00\n");
    assertThat(files.get("seed.lock")).contains("\nat: 1\n");
    assertThat(project.prepare()).isEmpty();
    assertThat(project.updateSeed(0))
        .containsExactly("Up to date: the seeds are written for version 1");

    // Sequences go on: the next rows get numbers that are free.
    project.file(
        "more.sql",
        "INSERT INTO customer (name) VALUES ('Eve'); INSERT INTO invoice (customer) VALUES (1);");
    Diagnosis diagnosis = refused(scripts("more.sql"));
    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.SEED_RECORDING_REFUSED);
    assertThat(diagnosis.headline())
        .isEqualTo(
            "seed/customer.yml: public.customer has a seed file already, which is not overwritten"
                + " [DBA-S017]");
    assertThat(diagnosis.facts().related())
        .singleElement()
        .hasToString("Related[place=seed/invoice.yml, label=the file of public.invoice]");
    assertThat(files()).isEqualTo(files);
  }

  @Test
  void a_table_that_nobody_reads_becomes_csv() {
    project.file(
        "rows.sql",
        "INSERT INTO country SELECT 'X' || n, NULL FROM generate_series(1, 5001) AS n;");
    assertThat(record("rows.sql")).containsExactly("Recorded: seed/country.csv: 5001 rows added");
    assertThat(files().get("country.csv")).startsWith("code,name\nX1,\nX10,\nX100,\n");
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void rows_that_migrations_make_are_left_to_them() {
    project.file(
        "rows.sql",
        "UPDATE country SET name = 'Deutschland' WHERE code = 'DE'; DELETE FROM log;"
            + " INSERT INTO country VALUES ('ES', 'Spain');");
    assertThat(record("rows.sql"))
        .containsExactly(
            "Recorded: seed/country.yml: 1 row added",
            "Left out: 1 row of public.country, of which other values are made anyway",
            "Not there: 2 rows of public.log made by migrations or seed files");
    assertThat(files().get("country.yml")).isEqualTo("- code: ES\n  name: Spain\n");
  }

  @Test
  void seed_files_that_are_there_are_loaded_before() {
    project.file("seed/customer.yml", "- id: 7\n  name: Ada\n");
    project.file("rows.sql", "INSERT INTO invoice (customer) VALUES (7);");
    assertThat(record("rows.sql")).containsExactly("Recorded: seed/invoice.yml: 1 row added");
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void only_the_tables_that_are_named_are_recorded() {
    project.file("rows.sql", ROWS);
    Diagnosis dangling =
        refused(
            new RecordSettings(List.of("rows.sql"), null, false, List.of("invoice"), List.of()));
    assertThat(dangling.facts().kind()).isEqualTo(FailureKind.SEED_KEY_DANGLING);
    assertThat(dangling.facts().notes())
        .contains("The files were tried out first, and none of them was written.");
    assertThat(files()).isEmpty();
    assertThat(
            project.recordSeed(
                new RecordSettings(
                    List.of("rows.sql"), null, false, List.of("country", "public.log"), List.of())))
        .hasSize(2);
    Diagnosis unknown =
        refused(new RecordSettings(List.of("rows.sql"), null, false, List.of("contry"), List.of()));
    assertThat(unknown.facts().message())
        .isEqualTo("there is no table public.contry; did you mean public.country?");
  }

  @Test
  void what_looks_like_a_secret_is_not_written_and_not_told() {
    project.file(
        "rows.sql",
        """
        INSERT INTO customer (name, email) VALUES
          ('Ada', 'ada@corp.com'), ('Bob', 'bob@corp.com'), ('-----BEGIN PRIVATE KEY-----', NULL);
        INSERT INTO country VALUES ('eve@corp.com', 'x');
        """);
    Diagnosis diagnosis = refused(scripts("rows.sql"));

    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.SEED_SECRETS_FOUND);
    assertThat(diagnosis.facts().message())
        .isEqualTo(
            "3 columns hold what looks like secrets or addresses of people; no file was written");
    assertThat(diagnosis.facts().notes())
        .containsExactly(
            "public.country.code: an e-mail address outside of the example domains, row number 3.",
            "public.customer.email: an e-mail address outside of the example domains, row id = 1 and"
                + " 1 other row.",
            "public.customer.name: a PEM block, row id = 3.");
    assertThat(DiagnosisText.of(diagnosis, null, Wording.plain(), Palette.PLAIN))
        .doesNotContain("corp.com", "-----BEGIN");
    assertThat(files()).isEmpty();

    assertThat(refused(allowing("customer.emial")).facts().message())
        .isEqualTo("there is no column public.customer.emial; did you mean public.customer.email?");
    assertThat(
            project.recordSeed(
                allowing("customer.email", "public.customer.name", "public.country.code")))
        .hasSize(2);
    assertThat(files()).containsKeys("customer.yml", "country.yml");
  }

  @Test
  void a_script_that_fails_is_told_with_its_line() {
    project.file("rows.sql", "SELECT 1;\nINSERT INTO custmer VALUES (1);\n");
    Diagnosis diagnosis = refused(scripts("rows.sql"));
    assertThat(diagnosis.headline())
        .isEqualTo(
            "rows.sql:2:13: relation \"custmer\" does not exist [DBA-S017, SQLSTATE 42P01 undefined_table]");
    assertThat(refused(scripts("nowhere.sql")).headline())
        .isEqualTo("nowhere.sql: the script does not exist [DBA-S017]");
    project.file("rows.sql", "ALTER TABLE log ADD COLUMN n int;");
    assertThat(refused(scripts("rows.sql")).facts().message())
        .isEqualTo("the script changes the schema, which only migrations may do");
    assertThat(refused(new RecordSettings(List.of(), null, true, List.of(), List.of())).headline())
        .isEqualTo("it is not said where the rows come from [DBA-S017]");
    assertThat(files()).isEmpty();
  }

  @Test
  void files_of_an_older_version_must_ride_first() {
    project.file("seed/country.yml", "- code: ES\n");
    project.updateSeed(0);
    project.file("migration/V2__more.sql", "CREATE TABLE more (id int);");
    project.file("rows.sql", "INSERT INTO log VALUES ('x');");
    assertThat(refused(scripts("rows.sql")).facts().kind())
        .isEqualTo(FailureKind.SEED_RIDE_REFUSED);
    project.updateSeed(0);
    assertThat(record("rows.sql")).containsExactly("Recorded: seed/log.yml: 1 row added");
    assertThat(files().get("seed.lock")).contains("\nat: 2\n");
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void what_no_file_can_say_is_refused() {
    project.file(
        "migration/V2__odd.sql",
        """
        CREATE TABLE "a.b" (id int);
        CREATE TABLE parent (id int);
        CREATE TABLE child (name text) INHERITS (parent);
        """);
    project.file("rows.sql", "INSERT INTO \"a.b\" VALUES (1);");
    assertThat(refused(scripts("rows.sql")).headline())
        .isEqualTo("no seed file can be named after public.a.b [DBA-S017]");
    // Who reads a parent sees the rows of its children, which would come twice.
    project.file("rows.sql", "INSERT INTO child VALUES (1, 'x');");
    assertThat(refused(scripts("rows.sql")).headline())
        .isEqualTo(
            "the rows of public.parent do not come out of a seed file as they went into it; no file"
                + " was written [DBA-S017]");
    assertThat(files()).isEmpty();
  }

  @Test
  void another_database_is_read_only_when_that_is_allowed() throws Exception {
    try (DatabaseServer other = RealEngine.start()) {
      execute(other, SCHEMA + ROWS.substring(0, ROWS.indexOf("COPY")));
      execute(
          other,
          "CREATE TABLE flyway_schema_history (n int); CREATE TABLE theirs (n int);"
              + " CREATE ROLE reader LOGIN PASSWORD 'hushed'; GRANT pg_read_all_data TO reader;");
      DatabaseAddress address = address(other, "reader", "hushed");
      Diagnosis diagnosis =
          refused(new RecordSettings(List.of(), address, false, List.of(), List.of()));
      assertThat(diagnosis.facts().message())
          .endsWith("/app is not a database of the agent, and reading it is not allowed");
      assertThat(files()).isEmpty();

      assertThat(project.recordSeed(foreign(address)))
          .containsExactly(
              "Recorded: seed/country.yml: 1 row added",
              "Recorded: seed/customer.yml: 2 rows added",
              "Recorded: seed/invoice.yml: 12 rows added",
              "Left out, because no migration makes it: public.theirs");
      assertThat(files().get("country.yml")).isEqualTo("- code: ES\n  name: Spain\n");
      assertThat(project.prepare()).isEmpty();
    }
  }

  @Test
  void another_database_must_have_the_columns_that_the_migrations_make() throws Exception {
    try (DatabaseServer other = RealEngine.start()) {
      execute(other, SCHEMA);
      execute(
          other,
          "ALTER TABLE customer DROP COLUMN email, ADD COLUMN phone text;"
              + " ALTER TABLE log ALTER COLUMN line TYPE varchar(9); DROP TABLE invoice;"
              + " CREATE ROLE reader LOGIN PASSWORD 'hushed'; GRANT pg_read_all_data TO reader;");
      DatabaseAddress address = address(other, "reader", "hushed");
      assertThat(refused(foreign(address)).facts().notes())
          .containsExactly(
              "It has no column public.customer.email.",
              "No migration makes column public.customer.phone.",
              "public.log.line is of type character varying(9) there, and text here.");
      assertThat(
              refused(new RecordSettings(List.of(), address, true, List.of("invoice"), List.of()))
                  .facts()
                  .notes())
          .containsExactly("It has no table public.invoice.");

      Diagnosis locked = refused(foreign(address(other, "reader", "wrong-word")));
      assertThat(locked.facts().message()).contains("password authentication failed");
      execute(other, "CREATE ROLE nobody LOGIN PASSWORD 'hushed'");
      Diagnosis denied =
          refused(
              new RecordSettings(
                  List.of(),
                  address(other, "nobody", "hushed"),
                  true,
                  List.of("country"),
                  List.of()));
      assertThat(denied.facts().kind()).isEqualTo(FailureKind.SEED_RECORDING_REFUSED);
      assertThat(denied.facts().message()).contains("permission denied for table country");
      for (Diagnosis diagnosis : List.of(locked, denied)) {
        assertThat(DiagnosisText.of(diagnosis, null, Wording.plain(), Palette.PLAIN))
            .doesNotContain("wrong-word", "hushed");
      }
    }
  }

  @Test
  void a_url_with_a_password_is_refused_and_not_repeated() {
    for (String url :
        List.of(
            "jdbc:postgresql://127.0.0.1:1/app?user=x&password=hushed",
            "jdbc:postgresql://ada:hushed@127.0.0.1:1/app",
            "jdbc:nothing:hushed?x=hushed")) {
      Diagnosis diagnosis = refused(foreign(new DatabaseAddress(url, null, null)));
      assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.SEED_RECORDING_REFUSED);
      assertThat(diagnosis.facts().message()).doesNotContain("password=", "ada:", "x=hushed");
    }
  }

  private List<String> record(String script) {
    return project.recordSeed(scripts(script));
  }

  private static RecordSettings scripts(String... scripts) {
    return new RecordSettings(List.of(scripts), null, false, List.of(), List.of());
  }

  private static RecordSettings allowing(String... columns) {
    return new RecordSettings(List.of("rows.sql"), null, false, List.of(), List.of(columns));
  }

  private static RecordSettings foreign(DatabaseAddress address) {
    return new RecordSettings(List.of(), address, true, List.of(), List.of());
  }

  private Diagnosis refused(RecordSettings record) {
    AgentException refused =
        catchThrowableOfType(AgentException.class, () -> project.recordSeed(record));
    assertThat(refused).isNotNull();
    return refused.diagnosis();
  }

  private static DatabaseAddress address(DatabaseServer server, String user, String password)
      throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      String url = connection.getMetaData().getURL().replaceFirst("\\?.*", "");
      return new DatabaseAddress(url, user, Secret.of(password));
    }
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    Path seeds = folder.resolve("seed");
    if (Files.isDirectory(seeds)) {
      try (Stream<Path> all = Files.list(seeds)) {
        for (Path file : (Iterable<Path>) all::iterator) {
          files.put(String.valueOf(file.getFileName()), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
