// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static dev.dbagent.migration.Project.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaMigrationIT {

  @TempDir private Path folder;

  private Path classes;
  private Project project;
  private DatabaseServer server;
  private URLClassLoader loader;

  @BeforeEach
  void startServer() throws IOException {
    classes = Files.createDirectories(folder.resolve("target/classes"));
    URL[] urls = {classes.toUri().toURL()};
    loader = new URLClassLoader(urls, JavaMigrationIT.class.getClassLoader());
    project =
        new Project(folder)
            .file("src/main/resources/db/m/V1__t.sql", "CREATE TABLE t (id int);")
            .set("locations", "classpath:db/m")
            .classPath(loader, classes);
    server = RealEngine.start();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
    loader.close();
  }

  @Test
  void runsBesideSql() throws IOException {
    compileMigration("V2__Fill", "s.execute(\"INSERT INTO t VALUES (2)\");");

    ReplayedDatabase replayed = project.replay(server);

    assertThat(replayed.applied())
        .extracting(AppliedMigration::type)
        .containsExactly("SQL", "JDBC");
    assertThat(replayed.applied()).extracting(AppliedMigration::script).endsWith("db.m.V2__Fill");
    assertThat(replayed.unapplied()).isEmpty();
    assertThat(query(server, "SELECT id FROM t")).containsExactly("2");
  }

  @Test
  void isNamedWhenItsStatementFails() throws IOException {
    compileMigration("V2__Fill", "s.execute(\"INSERT INTO nowhere VALUES (2)\");");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.OBJECT_MISSING);
    assertThat(failure.place()).hasToString("db.m.V2__Fill");
    assertThat(failure)
        .hasMessage("the Java migration db.m.V2__Fill failed: relation \"nowhere\" does not exist");
  }

  @Test
  void isNamedWhenItFailsByItself() throws IOException {
    compileMigration("V2__Fill", "throw new IllegalStateException(\"no rows\");");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.JAVA_MIGRATION_FAILED);
    assertThat(failure).hasMessage("the Java migration db.m.V2__Fill failed: no rows");
  }

  @Test
  void isNamedWhenItTakesTooLong() throws IOException {
    compileMigration("V2__Fill", "s.execute(\"SELECT pg_sleep(20)\");");
    project.timeouts(Duration.ZERO, Duration.ofMillis(300));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.STATEMENT_TIMED_OUT);
    assertThat(failure.place()).hasToString("db.m.V2__Fill");
  }

  @Test
  void letsJavaCallbacksRun() throws IOException {
    compile(
        "Seen",
        """
        package db.m;
        import org.flywaydb.core.api.callback.*;
        public class Seen implements Callback {
          public boolean supports(Event e, Context c) { return e == Event.AFTER_MIGRATE; }
          public boolean canHandleInTransaction(Event e, Context c) { return true; }
          public String getCallbackName() { return "seen"; }
          public void handle(Event e, Context c) {
            try (var s = c.getConnection().createStatement()) {
              s.execute("INSERT INTO t VALUES (9)");
            } catch (java.sql.SQLException x) {
              throw new IllegalStateException(x);
            }
          }
        }
        """);
    project.set("callbacks", "db.m.Seen");

    project.replay(server);

    assertThat(query(server, "SELECT id FROM t")).containsExactly("9");
  }

  @Test
  void namesAMissingClass() throws IOException {
    compileMigration("V2__Fill", "Gone.away();", "class Gone { static void away() {} }");
    Files.delete(classes.resolve("db/m/Gone.class"));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.JAVA_MIGRATION_FAILED);
    assertThat(failure).hasMessageContaining("db.m.V2__Fill").hasMessageContaining("Gone");
  }

  @Test
  void rejectsACallbackThatDoesNotExist() {
    project.set("callbacks", "db.m.Nobody");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SETTING_REJECTED);
    assertThat(failure).hasMessageContaining("db.m.Nobody");
  }

  private void compileMigration(String name, String body, String... more) throws IOException {
    compile(
        name,
        """
        package db.m;
        public class %s extends org.flywaydb.core.api.migration.BaseJavaMigration {
          public void migrate(org.flywaydb.core.api.migration.Context c) throws Exception {
            try (var s = c.getConnection().createStatement()) { %s }
          }
        }
        """
                .formatted(name, body)
            + String.join("", more));
  }

  private void compile(String name, String source) throws IOException {
    Path file = folder.resolve("src/" + name + ".java");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, source);
    String path = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                path,
                "-d",
                classes.toString(),
                file.toString());
    assertThat(result).isZero();
  }
}
