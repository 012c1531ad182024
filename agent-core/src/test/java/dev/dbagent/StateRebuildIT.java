// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.cache.StoreLimits;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.TestDatabases.Rights;
import dev.dbagent.handoff.HandedOff;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.migration.FlywayVersion;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Stage;
import dev.dbagent.testing.CompiledClasses;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.Told;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a module has put into its jar is enough to make its state on a machine without it. */
class StateRebuildIT {

  private static final String MODULE = "com.example:shop-db:1.0";
  private static final String ARCHIVE = "made-of.zip";
  private static final String HANDOFF = "handoff.json";
  private static final String PASSWORD = "flyway.placeholders.reader_password";
  private static final String SECRET = "0p3n-s3s4m3";

  /** Of the other machine. */
  @TempDir static Path cache;

  @TempDir Path folder;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final Told told =
      new Told() {
        @Override
        public void done(Stage stage, String summary, Duration took) {
          done.add(summary);
        }
      };

  @BeforeAll
  static void letTheServerPass() throws IOException {
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @Test
  void the_same_state_comes_out_of_the_jar() throws Exception {
    SampleProject project =
        project()
            .set("flyway.locations", "filesystem:migration,classpath:db")
            .set(PASSWORD, SECRET)
            .set("databaseName", "shop")
            .set("initScript", "../init.sql")
            .set("seedProfiles", "demo")
            .set("statementTimeout", "61")
            .set("failOn", "warning")
            .file("migration/V4__reader.sql", "CREATE ROLE reader PASSWORD '${reader_password}';\n")
            .file("../init.sql", "CREATE EXTENSION citext;\n")
            .file("seed/demo/customer.csv", "id,name\n2,Alan\n")
            .file(
                "java/V3__Grace.java",
                """
                package db;
                public class V3__Grace extends org.flywaydb.core.api.migration.BaseJavaMigration {
                  public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
                    try (var statement = context.getConnection().createStatement()) {
                      statement.execute("INSERT INTO customer VALUES (3, 'Grace')");
                    }
                  }
                }
                """);
    CompiledClasses.of(project.folder().resolve("java")).putInto(project);
    project.goal(DatabaseAgent::prepare);
    HandedOn handedOn = handedOn(jar(project, UnaryOperator.identity()));
    StateRebuild rebuild = rebuild(handedOn);
    assertThat(rebuild.isNeeded()).isTrue();

    // The project is not here.
    Files.move(project.folder(), folder.resolve("gone"));
    rebuild(handedOn, Map.of(PASSWORD, SECRET));

    assertThat(rebuild.isNeeded()).isFalse();
    assertThat(customers(handedOn.handedOff())).isEqualTo("1Ada 2Alan 3Grace");
    assertThat(done)
        .anyMatch(
            line ->
                line.startsWith("Rebuilt: state " + handedOn.handedOff().state().abbreviated()));
    assertThat(project.folder()).doesNotExist();
    assertThat(Path.of(System.getProperty("java.io.tmpdir")))
        .isDirectoryNotContaining("glob:**/db-agent-rebuild*");
  }

  @Test
  void a_state_that_would_be_another_one_is_refused_with_all_differences() throws Exception {
    SampleProject project = project().set("flyway.placeholders.who", "Ada");
    project.goal(DatabaseAgent::prepare);
    Path jar =
        jar(
            project,
            json ->
                json.replace("\"flyway.placeholders.who\": \"Ada\"", "\"failOn\": \"error\"")
                    .replaceAll("\"Flyway\": \"[^\"]*\"", "\"Flyway\": \"12.0.0\"")
                    .replaceAll("\"jOOQ\": \"[^\"]*\"", "\"jOOQ\": \"1.0.0\"")
                    .replace("migration/V2__grace.sql\":", "migration/V2__gone.sql\":"));
    Path tampered = changed(jar, "files/0/seed/customer.csv", "id,name\n1,Mallory\n");

    FailureFacts facts = refusal(tampered, Map.of());

    assertThat(facts.kind()).isEqualTo(FailureKind.STATE_DIFFERS);
    assertThat(facts.message())
        .matches("the state \\w+ of module " + MODULE + " cannot be made here: .* state \\w+");
    assertThat(facts.notes())
        .containsExactly(
            "Flyway is " + flyway() + " here, 12.0.0 there.",
            "The file migration/V2__gone.sql is not here.",
            "The file migration/V2__grace.sql was not there.",
            "The file seed/customer.csv has another content here than there.");
    assertThat(rebuild(handedOn(tampered)).isNeeded()).isTrue();
  }

  @Test
  void files_that_are_no_project_any_more_are_told_as_what_is_missing() throws Exception {
    SampleProject project = project();
    project.goal(DatabaseAgent::prepare);
    Path tampered = changed(jar(project, UnaryOperator.identity()), "files/0/migration/.*", null);

    FailureFacts facts = refusal(tampered, Map.of());

    assertThat(facts.kind()).isEqualTo(FailureKind.STATE_DIFFERS);
    assertThat(facts.message()).contains("cannot be made here: ");
    assertThat(facts.notes()).contains("The file migration/V1__a.sql is not here.");
  }

  @Test
  void a_state_of_another_agent_is_refused_before_anything_is_read() throws Exception {
    SampleProject project = project();
    project.goal(DatabaseAgent::prepare);
    Path jar = jar(project, json -> json.replace(AgentVersion.current(), "9.9.9"));

    FailureFacts facts = refusal(changed(jar, ".*", null), Map.of());

    assertThat(facts.kind()).isEqualTo(FailureKind.STATE_DIFFERS);
    assertThat(facts.message())
        .isEqualTo(
            "the state of module %s was made by db-agent 9.9.9, and this is db-agent %s"
                .formatted(MODULE, AgentVersion.current()));
    assertThat(facts.notes().get(0)).startsWith("Use version 9.9.9 of db-agent-maven-plugin here");
  }

  @Test
  void a_secret_has_to_be_given() throws Exception {
    SampleProject project =
        project()
            .set(PASSWORD, SECRET)
            .file("migration/V3__reader.sql", "CREATE ROLE r3 PASSWORD '${reader_password}';\n");
    project.goal(DatabaseAgent::prepare);
    Path jar = jar(project, UnaryOperator.identity());

    FailureFacts without = refusal(jar, Map.of());
    assertThat(without.kind()).isEqualTo(FailureKind.STATE_NOT_REBUILDABLE);
    assertThat(without.message()).endsWith("not in its jar: " + PASSWORD);
    assertThat(without.setting()).hasFieldOrPropertyWithValue("name", PASSWORD);

    FailureFacts wrong = refusal(jar, Map.of(PASSWORD, "s3cond-gu3ss"));
    assertThat(wrong.kind()).isEqualTo(FailureKind.STATE_DIFFERS);
    assertThat(wrong.notes())
        .containsExactly(
            "All that the handoff tells is the same here, and it does not tell everything: another"
                + " value was given for "
                + PASSWORD
                + ".");
    assertThat(wrong.toString()).doesNotContain("s3cond-gu3ss");
    assertThat(Files.readString(project.folder().resolve("target/db-agent/" + HANDOFF)))
        .doesNotContain(SECRET);
  }

  @Test
  void a_file_that_holds_a_secret_is_missing_from_the_jar() throws Exception {
    SampleProject project =
        project()
            .set(PASSWORD, SECRET)
            .set("initScript", "init.sql")
            .file("init.sql", "CREATE ROLE reader PASSWORD '" + SECRET + "';\n");
    project.goal(DatabaseAgent::prepare);

    FailureFacts facts = refusal(jar(project, UnaryOperator.identity()), Map.of(PASSWORD, SECRET));

    assertThat(facts.kind()).isEqualTo(FailureKind.STATE_NOT_REBUILDABLE);
    assertThat(facts.message())
        .endsWith(
            "was made of init.sql, which is not in its jar because it holds the value of a secret"
                + " setting");
  }

  @Test
  void a_jar_without_the_files_is_named() throws Exception {
    SampleProject project = project();
    project.goal(DatabaseAgent::prepare);
    Files.delete(project.folder().resolve("target/db-agent/" + ARCHIVE));
    Path jar = jar(project, UnaryOperator.identity());

    FailureFacts facts = refusal(jar, Map.of());

    assertThat(facts.kind()).isEqualTo(FailureKind.STATE_NOT_REBUILDABLE);
    assertThat(facts.message()).endsWith(jar + " has no " + ARCHIVE);
  }

  /** In the folder of a module's classes it is found, too, and goes when the handoff goes. */
  @Test
  void it_lies_beside_the_handoff_and_goes_with_it() throws Exception {
    SampleProject project = project();
    project.goal(DatabaseAgent::prepare);
    Path target = project.folder().resolve("target/db-agent");
    byte[] archive = Files.readAllBytes(target.resolve(ARCHIVE));
    HandedOn handedOn = HandedOn.in(target.resolve(HANDOFF)).get(0);
    assertThat(handedOn.beside(ARCHIVE)).hasValue(archive);
    assertThat(handedOn.beside("other")).isEmpty();

    Files.delete(target.resolve(ARCHIVE));
    assertThat(project.goal(DatabaseAgent::prepare)).isEqualTo(GoalOutcome.FROM_CACHE);
    assertThat(handedOn.beside(ARCHIVE)).hasValue(archive);

    project.file("migration/V9__broken.sql", "SELECT nothing;\n");
    assertThat(project.prepare()).isPresent();
    assertThat(target.resolve(ARCHIVE)).doesNotExist();
  }

  private SampleProject project() throws IOException {
    return new SampleProject(Files.createDirectories(folder.resolve("own/project")))
        .module(MODULE)
        .file("migration/V1__a.sql", "CREATE TABLE customer (id int PRIMARY KEY, name text);\n")
        .file("migration/V2__grace.sql", "INSERT INTO customer VALUES (7, 'Grace');\n")
        .file("migration/V2__grace.sql.conf", "executeInTransaction=false\n")
        .file("seed/customer.csv", "id,name\n1,Ada\n");
  }

  private StateRebuild rebuild(HandedOn handedOn) {
    return new StateRebuild(handedOn, cache, StoreLimits.standard(), Wording.plain(), told);
  }

  private void rebuild(HandedOn handedOn, Map<String, String> given) {
    rebuild(handedOn).run(folder, given, RealEngine.artifacts(), LibrarySource.PRESENT);
  }

  private FailureFacts refusal(Path jar, Map<String, String> given) throws IOException {
    HandedOn handedOn = handedOn(jar);
    FailureFacts[] facts = new FailureFacts[1];
    assertThatThrownBy(() -> rebuild(handedOn, given))
        .isInstanceOfSatisfying(AgentException.class, e -> facts[0] = e.diagnosis().facts());
    return facts[0];
  }

  private static HandedOn handedOn(Path jar) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return HandedOn.on(loader).get(0);
    }
  }

  private Path jar(SampleProject project, UnaryOperator<String> change) throws IOException {
    Path target = project.folder().resolve("target/db-agent");
    Path jar = folder.resolve("shop-db-1.0.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("META-INF/db-agent/" + HANDOFF));
      String json = change.apply(Files.readString(target.resolve(HANDOFF)));
      entries.write(json.getBytes(StandardCharsets.UTF_8));
      if (Files.exists(target.resolve(ARCHIVE))) {
        entries.putNextEntry(new JarEntry("META-INF/db-agent/" + ARCHIVE));
        Files.copy(target.resolve(ARCHIVE), entries);
      }
    }
    return jar;
  }

  /** The same jar with another content of files in the archive, or without them. */
  private Path changed(Path jar, String name, @Nullable String content) throws IOException {
    Path changed = folder.resolve("changed-1.0.jar");
    try (ZipInputStream from = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        byte[] bytes = from.readAllBytes();
        to.write(entry.getName().endsWith(ARCHIVE) ? changed(bytes, name, content) : bytes);
      }
    }
    return changed;
  }

  private static byte[] changed(byte[] archive, String name, @Nullable String content)
      throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    boolean found = false;
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(archive));
        ZipOutputStream to = new ZipOutputStream(changed)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        byte[] bytes = from.readAllBytes();
        if (entry.getName().matches(name)) {
          found = true;
          bytes = content == null ? null : content.getBytes(StandardCharsets.UTF_8);
        }
        if (bytes != null) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          to.write(bytes);
        }
      }
    }
    assertThat(found).isTrue();
    return changed.toByteArray();
  }

  private static String flyway() {
    return FlywayVersion.onClassPath();
  }

  private String customers(HandedOff handedOff) throws Exception {
    try (TestDatabases databases =
            new VerifiedStates(cache, told).databases(handedOff).orElseThrow();
        TestDatabase database = databases.fresh(Rights.DATA);
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT string_agg(id || name, ' ' ORDER BY id) FROM customer WHERE id < 7")) {
      row.next();
      return row.getString(1);
    }
  }
}
