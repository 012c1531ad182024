// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java migrations and callbacks that fail, with their sources in the project and without. */
class ClassFailureIT {

  private static final String FILL = "src/main/java/db/m/V2__Fill.java";

  @TempDir private Path folder;

  private Path classes;
  private Project project;
  private DatabaseServer server;
  private URLClassLoader loader;

  @BeforeEach
  void startServer() throws IOException {
    classes = Files.createDirectories(folder.resolve("target/classes"));
    URL[] urls = {classes.toUri().toURL()};
    loader = new URLClassLoader(urls, ClassFailureIT.class.getClassLoader());
    project =
        new Project(folder)
            .file("src/main/resources/db/m/V1__t.sql", "CREATE TABLE customer (id int);")
            .set("locations", "classpath:db/m")
            .classPath(loader, classes);
    server = RealEngine.start();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
    loader.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "throw new IllegalStateException(\"no rows\"); | failed: no rows",
        "throw new IllegalStateException(); | failed with IllegalStateException",
        "throw new StackOverflowError(); | failed with StackOverflowError",
        "run(() -> { throw new IllegalArgumentException(\"no rows\"); }); | failed: no rows",
        "new Object() { void no() { throw new IllegalStateException(\"no rows\"); } }.no(); | failed: no rows",
      })
  void isToldByTheLineOfItsSource(String body, String words) throws IOException {
    migration(FILL, body);

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.JAVA_MIGRATION_FAILED);
    assertThat(failure.place()).isEqualTo(Place.line(FILL, 6));
    assertThat(failure).hasMessage("the Java migration db.m.V2__Fill " + words);
    assertThat(failure.facts().excerpt())
        .extracting(Excerpt::firstLine, Excerpt::line)
        .containsExactly(5, 6);
  }

  @Test
  void isToldByTheLineThatSentAStatement() throws IOException {
    migration(FILL, "try { s.execute(\"SELECT 1 FROM custmer\"); } finally { s.close(); }");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.OBJECT_MISSING);
    assertThat(failure.place()).isEqualTo(Place.line(FILL, 6));
    assertThat(failure)
        .hasMessage("the Java migration db.m.V2__Fill failed: relation \"custmer\" does not exist");
    assertThat(failure.fault()).isNotNull();
    assertThat(Told.of(failure.facts())).containsExactly("Did you mean \"customer\"?");
  }

  @Test
  void isToldByItsNameWhenItsSourceIsElsewhere() throws IOException {
    migration("elsewhere/V2__Fill.java", "throw new IllegalStateException(\"no rows\");");

    StageFailure failure = project.failure(server);

    assertThat(failure.place()).isEqualTo(Place.file("db.m.V2__Fill"));
    assertThat(Told.of(failure.facts()))
        .singleElement()
        .asString()
        .startsWith("It was thrown at ")
        .endsWith("db.m.V2__Fill.migrate(V2__Fill.java:6).");
  }

  @Test
  @Timeout(60)
  void isToldThatItBlocksItself() throws IOException {
    migration(
        FILL,
        "s.execute(\"LOCK TABLE customer\"); var d = c.getConfiguration().getDataSource();"
            + " try (var k = d.getConnection(); var t = k.createStatement()) {"
            + " t.execute(\"INSERT INTO customer VALUES (1)\"); }");
    project.timeouts(Duration.ofMillis(300), Duration.ofSeconds(20));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.LOCK_TIMED_OUT);
    assertThat(Told.of(failure.facts()))
        .singleElement()
        .asString()
        .matches(
            "public\\.customer is locked by session \\d+ of \"db-agent\" \\(idle in transaction\\),"
                + " whose last statement was: LOCK TABLE customer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "BEFORE_MIGRATE | s.execute(\"SELECT x\"); | beforeMigrate failed: column \"x\" does not exist",
        "AFTER_MIGRATE | s.execute(\"SELECT x\"); | afterMigrate failed: column \"x\" does not exist",
        "BEFORE_EACH_MIGRATE | no(\"rows\"); | beforeEachMigrate failed: no rows",
        "AFTER_EACH_MIGRATE_STATEMENT | no(\"rows\"); | afterEachMigrateStatement failed: no rows",
        "AFTER_MIGRATE | no(null); | afterMigrate failed with IllegalStateException",
      })
  void isACallbackThatIsToldByTheLineOfItsSource(String event, String body, String words)
      throws IOException {
    String source = "src/main/java/db/m/Seen.java";
    compile(
        source,
        """
        package db.m;
        import org.flywaydb.core.api.callback.*;
        public class Seen implements Callback {
          public boolean supports(Event e, Context c) { return e == Event.%s; }
          public boolean canHandleInTransaction(Event e, Context c) { return true; }
          public String getCallbackName() { return "seen"; }
          public void handle(Event e, Context c) {
            try (var s = c.getConnection().createStatement()) {
              %s
            } catch (java.sql.SQLException x) {
              throw new IllegalStateException(x);
            }
          }
          static void no(String what) {
            throw new IllegalStateException(what == null ? null : "no " + what);
          }
        }
        """
            .formatted(event, body));
    project.set("callbacks", "db.m.Seen");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.CALLBACK_FAILED);
    assertThat(failure).hasMessage("the callback db.m.Seen of " + words);
    assertThat(failure.place()).isEqualTo(Place.line(source, body.startsWith("no") ? 15 : 9));
  }

  private void migration(String source, String body) throws IOException {
    compile(
        source,
        """
        package db.m;
        import org.flywaydb.core.api.migration.*;
        public class V2__Fill extends BaseJavaMigration {
          public void migrate(Context c) throws Exception {
            var s = c.getConnection().createStatement();
            %s
          }
          static void run(Runnable runnable) { runnable.run(); }
        }
        """
            .formatted(body));
  }

  private void compile(String source, String text) throws IOException {
    Path file = folder.resolve(source);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    String path = System.getProperty("java.class.path");
    List<String> arguments =
        List.of("-proc:none", "-cp", path, "-d", classes.toString(), file.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
  }
}
