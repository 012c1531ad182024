// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.cache.StateStore;
import dev.dbagent.cache.StoreLimits;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.provenance.Changes;
import dev.dbagent.provenance.Changes.Fate;
import dev.dbagent.provenance.Changes.FileChange;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, on a small project. */
class DatabaseAgentIT implements Progress {

  private static final String CUSTOMER =
      "CREATE TABLE customer (id int PRIMARY KEY, boss int REFERENCES customer, name text);";

  private final List<Stage> stages = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Of a cache of one's own it is known what is in it. */
  @TempDir static Path cache;

  @TempDir Path project;

  @BeforeAll
  static void whoever_the_server_runs_as_has_to_pass() throws IOException {
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @Test
  void a_sound_project_is_proved_stage_by_stage_and_handed_off() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
    write("src/main/db/seed/customer.csv", "id,boss,name\n1,2,Ada\n2,,Grace\n");

    GoalOutcome outcome = agent(project).prepare();

    assertThat(outcome).isEqualTo(GoalOutcome.EXECUTED);
    assertThat(stages)
        .containsExactly(
            Stage.ENGINE,
            Stage.MIGRATION,
            Stage.SEED,
            Stage.VERIFICATION,
            Stage.VERIFICATION,
            Stage.HANDOFF);
    assertThat(handoffFile(project))
        .content()
        .contains("\"engine\": \"PostgreSQL 18.6\"")
        .contains("\"script\": \"V1__customer.sql\"")
        .contains("\"rows\": 2")
        .contains("\"foreignKeys\": 1")
        .doesNotContain(project.toString());
    assertThat(warnings).isEmpty();
  }

  @Test
  void equal_inputs_give_equal_bytes_wherever_they_lie(@TempDir Path elsewhere) throws IOException {
    for (Path folder : List.of(project, elsewhere)) {
      write(folder, "src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
      write(folder, "src/main/db/seed/customer.csv", "id,name\n1,Ada\n");
      agent(folder).prepare();
      // The second is to be made, not taken from the first.
      new StateStore(CacheDirectory.of(cache).states()).clear();
    }

    assertThat(handoffFile(project)).hasSameBinaryContentAs(handoffFile(elsewhere));
  }

  @Test
  void code_is_generated_from_the_sealed_state_without_a_second_replay() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
    DatabaseAgent agent = agent(project);
    agent.prepare();
    stages.clear();

    agent.generate();

    assertThat(stages).containsExactly(Stage.CODEGEN);
    assertThat(project.resolve("target/jooq/org/acme/tables/Customer.java")).isRegularFile();
  }

  @Test
  void generating_alone_proves_the_state_first() throws IOException {
    String neverSeenBefore = "-- " + UUID.randomUUID();
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER + neverSeenBefore);

    agent(project).generate();

    assertThat(stages).startsWith(Stage.ENGINE, Stage.MIGRATION).endsWith(Stage.CODEGEN);
  }

  @Test
  void what_fails_withdraws_the_handoff_that_stood() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
    agent(project).prepare();
    write("src/main/resources/db/migration/V2__broken.sql", "SELECT 1;\n\nSELEC 2;");

    assertThatThrownBy(() -> agent(project).prepare())
        .isInstanceOf(AgentException.class)
        .hasMessage(
            "src/main/resources/db/migration/V2__broken.sql:3:1: syntax error at or near"
                + " \"SELEC\" [DBA-M009, SQLSTATE 42601 syntax_error]");
    assertThat(handoffFile(project)).doesNotExist();
  }

  @Test
  void what_changed_since_it_last_worked_is_told() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
    agent(project).prepare();
    write("src/main/resources/db/migration/V2__broken.sql", "SELEC 2;\n");

    AgentException failure = catchThrowableOfType(AgentException.class, agent(project)::prepare);

    Changes changes = Objects.requireNonNull(failure.changes());
    assertThat(changes.sameCheckout()).isTrue();
    assertThat(changes.files())
        .containsExactly(
            new FileChange(
                Fate.ADDED,
                "src/main/resources/db/migration/V2__broken.sql",
                List.of("@@ -0,0 +1,1 @@", "+SELEC 2;")));
    assertThat(changes.settings()).isEmpty();
    assertThat(changes.versions()).isEmpty();
    assertThat(changes.environment()).isEmpty();
  }

  @Test
  void generation_is_compared_with_when_generation_last_worked() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
    agent(project).generate();
    write(
        "src/main/resources/db/migration/V2__visibility.sql",
        "CREATE TYPE visibility AS ENUM ('Public');\n");
    agent(project).prepare();

    AgentException failure = catchThrowableOfType(AgentException.class, agent(project)::generate);

    assertThat(failure.diagnosis().code()).isEqualTo("DBA-G004");
    assertThat(Objects.requireNonNull(failure.changes()).files())
        .extracting(FileChange::path)
        .containsExactly("src/main/resources/db/migration/V2__visibility.sql");
  }

  @Test
  void a_secret_placeholder_is_told_to_nobody() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
    Map<String, String> secret = Map.of("placeholders.appPassword", "hunter2-hunter2");
    agent(project, Finding.Severity.ERROR, secret).prepare();
    write("src/main/resources/db/migration/V2__role.sql", "CREATE ROLE app ${appPassword};\n");

    AgentException failure =
        catchThrowableOfType(
            AgentException.class, agent(project, Finding.Severity.ERROR, secret)::prepare);

    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(failure).hasMessageContaining("V2__role.sql:1:17: unrecognized role option \"****");
    assertThat(trace.toString()).doesNotContain("hunter2");
    assertThat(failure.diagnosis().toString()).doesNotContain("hunter2");
    assertThat(String.valueOf(failure.changes())).doesNotContain("hunter2");
    try (Stream<Path> written = Files.walk(project.resolve("target"))) {
      for (Path file : written.filter(Files::isRegularFile).toList()) {
        assertThat(file).content().doesNotContain("hunter2");
      }
    }
  }

  @Test
  void a_bearable_finding_is_told_and_an_unbearable_one_fails() throws IOException {
    write(
        "src/main/resources/db/migration/V1__customer.sql",
        CUSTOMER + "ALTER TABLE customer ADD CONSTRAINT named CHECK (name <> '') NOT VALID;");

    agent(project).prepare();
    assertThat(warnings).hasSize(1).first().asString().startsWith("DBA-V003 public.customer.named");

    assertThatThrownBy(() -> agent(project, Finding.Severity.WARNING).prepare())
        .isInstanceOf(AgentException.class)
        .hasMessage(
            "src/main/resources/db/migration/V1__customer.sql:1:121: public.customer.named: the"
                + " constraint was left NOT VALID; run ALTER TABLE public.customer VALIDATE"
                + " CONSTRAINT named in a migration [DBA-V003]");
  }

  @Test
  void a_history_that_makes_nothing_is_refused() throws IOException {
    write("src/main/resources/db/migration/V1__nothing.sql", "SELECT 1;");

    assertThatThrownBy(() -> agent(project).prepare()).hasMessageContaining("DBA-V002");
  }

  @Test
  void a_migration_that_flyway_passes_over_is_named() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);

    assertThatThrownBy(
            () ->
                agent(project, Finding.Severity.ERROR, Map.of("skipDefaultResolvers", "true"))
                    .prepare())
        .hasMessage(
            "src/main/resources/db/migration/V1__customer.sql: the file is part of the history but"
                + " was not applied; Flyway passed it over [DBA-V001]");
  }

  @Test
  void a_migration_beyond_the_target_is_left_out_on_purpose() throws IOException {
    write("src/main/resources/db/migration/V1__customer.sql", CUSTOMER);
    write("src/main/resources/db/migration/V2__later.sql", "CREATE TABLE later ();");

    agent(project, Finding.Severity.WARNING, Map.of("target", "1")).prepare();

    assertThat(handoffFile(project))
        .content()
        .contains("\"script\": \"V1__customer.sql\"")
        .doesNotContain("\"script\": \"V2__later.sql\"");
  }

  private DatabaseAgent agent(Path folder) {
    return agent(folder, Finding.Severity.ERROR);
  }

  private DatabaseAgent agent(Path folder, Finding.Severity failOn) {
    return agent(folder, failOn, Map.of());
  }

  private DatabaseAgent agent(Path folder, Finding.Severity failOn, Map<String, String> flyway) {
    MigrationSettings migrations =
        new MigrationSettings(
            folder,
            flyway,
            null,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            List.of(),
            getClass().getClassLoader());
    AgentSettings settings =
        new AgentSettings(
            "org.acme:db:1",
            folder.resolve("target/db-agent"),
            new PostgresSettings("18", cache, "app"),
            migrations,
            new SeedSettings(folder, Path.of("src/main/db/seed"), migrations.defaultSchema()),
            new GeneratorSettings(
                folder.resolve("target/jooq"), "org.acme", null, migrations.historyTable()),
            failOn,
            new ReportSettings(
                folder.resolve("target/reports"), "", Wording.plain(), Map.of(), null),
            StoreLimits.standard());
    return new DatabaseAgent(settings, RealEngine.artifacts(), LibrarySource.PRESENT, this);
  }

  private static Path handoffFile(Path folder) {
    return folder.resolve("target/db-agent").resolve(Handoff.FILE_NAME);
  }

  private void write(String file, String text) throws IOException {
    write(project, file, text);
  }

  private static void write(Path folder, String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    stages.add(stage);
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {}

  @Override
  public void warned(String message) {
    warnings.add(message);
  }

  @Override
  public void detail(String message) {}
}
