// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A build stands beside a copy of itself in which one input is another: what depends on the input
 * is made anew, and nothing else is.
 */
@Isolated("changes the locale and the time zone of the JVM")
class FlippedInputsIT {

  /** The whole state: a server is started, the migrations run. Code of an equal catalogue stays. */
  private static final String STATE = "state anew, code restored";

  private static final String STATE_AND_CODE = "state anew, code anew";

  /** The state is known: no server. */
  private static final String HANDOFF = "handoff anew, code restored";

  private static final String HANDOFF_AND_CODE = "handoff anew, code anew";
  private static final String NOTHING = "nothing, nothing";

  private static final String GENERATOR =
      "<generator><target><packageName>%s</packageName></target></generator>";

  /** Of a cache of one's own it is known what is in it. */
  @TempDir static Path cache;

  @TempDir static Path folder;

  @BeforeAll
  static void build() throws IOException {
    // Whoever the server runs as has to pass.
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx--x--x"));
    write("migration/V1__customer.sql", "CREATE TABLE customer (id int PRIMARY KEY, name text);\n");
    write("migration/V2__invoice.sql", "CREATE TABLE invoice (id int, customer_id int);\n");
    write("migration/V3__rows.sql", "INSERT INTO invoice VALUES (1, ${first});\n");
    write("migration/R__view.sql", "CREATE VIEW names AS SELECT name FROM customer;\n");
    write("migration/afterMigrate__note.sql", "COMMENT ON DATABASE app IS 'migrated';\n");
    write("migration/notes.txt", "not a migration\n");
    write("seed/customer.csv", "id,name\n1,Ada\n");
    write("seed/demo/customer.csv", "id,name\n2,Alan\n");
    write("init.sql", "CREATE ROLE reader;\n");
    write("lib/note.txt", "on the class path\n");
    assertThat(project(folder).outcome()).isEqualTo("state anew, code anew");
    assertThat(project(folder).outcome()).isEqualTo(NOTHING);
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        flip("a comment in a migration", STATE, p -> p.append("migration/V2__invoice.sql", "-- x")),
        flip(
            "a column in a migration",
            STATE_AND_CODE,
            p -> p.append("migration/V2__invoice.sql", "ALTER TABLE invoice ADD note text;")),
        flip(
            "a letter of a migration",
            STATE_AND_CODE,
            p ->
                p.write(
                    "migration/V2__invoice.sql",
                    p.read("migration/V2__invoice.sql").replace("customer_id", "customer_no"))),
        flip(
            "one more migration, of rows only",
            STATE,
            p -> p.write("migration/V4__more.sql", "INSERT INTO invoice VALUES (2, 1);")),
        flip(
            "one more migration, of a table",
            STATE_AND_CODE,
            p -> p.write("migration/V4__more.sql", "CREATE TABLE more (id int);")),
        flip(
            "a migration of a comment on a column",
            STATE_AND_CODE,
            p -> p.write("migration/V4__c.sql", "COMMENT ON COLUMN customer.name IS 'said';")),
        flip("one migration less", STATE, p -> p.delete("migration/V3__rows.sql")),
        flip(
            "the description of a migration",
            STATE,
            p -> p.rename("migration/V3__rows.sql", "migration/V3__first_rows.sql")),
        flip(
            "the version of a migration",
            STATE,
            p -> p.rename("migration/V3__rows.sql", "migration/V3.1__rows.sql")),
        flip(
            "a repeatable migration",
            STATE_AND_CODE,
            p ->
                p.write(
                    "migration/R__view.sql",
                    "CREATE VIEW names AS SELECT id, name FROM customer;")),
        flip(
            "a callback",
            STATE,
            p -> p.append("migration/afterMigrate__note.sql", "-- another text\n")),
        flip(
            "one more callback",
            STATE,
            p -> p.write("migration/beforeEachMigrate.sql", "SELECT 1;\n")),
        flip(
            "the settings of a script",
            STATE,
            p -> p.write("migration/V2__invoice.sql.conf", "executeInTransaction=false\n")),
        flip(
            "a file that is no migration, of which is warned",
            HANDOFF,
            p -> p.write("migration/V5_wrong.sql", "SELECT 1;\n")),
        flip("a row of a seed", STATE, p -> p.append("seed/customer.csv", "2,Grace\n")),
        flip(
            "the writing of a seed that says the same",
            HANDOFF,
            p -> p.write("seed/customer.csv", "id,name\n\"1\",\"Ada\"\n")),
        flip("one more seed", STATE, p -> p.write("seed/invoice.csv", "id,customer_id\n7,1\n")),
        flip(
            "one more script",
            STATE,
            p -> p.write("seed/more.sql", "-- db-agent: at 1\nDELETE FROM customer;\n")),
        flip("the profiles", STATE, p -> p.set("seedProfiles", "demo")),
        flip(
            "a file of a profile that is not loaded",
            NOTHING,
            p -> p.append("seed/demo/customer.csv", "3,Grace\n")),
        flip("what drift of seeds means", STATE, p -> p.set("seedDrift", "warning")),
        flip("whether made-up rows are tried", STATE, p -> p.set("adversarialRows", "false")),
        flip(
            "the lock of the seeds",
            STATE,
            p ->
                p.write(
                    "seed/seed.lock",
                    "format: 1\nat: 2\nhistory: %s\nfiles: %s\n"
                        .formatted("0".repeat(64), "0".repeat(64)))),
        flip("one seed less", STATE, p -> p.delete("seed/customer.csv")),
        flip("the init script", STATE, p -> p.append("init.sql", "CREATE ROLE writer;\n")),
        flip(
            "a file on the class path",
            "state anew, code anew",
            p -> p.append("lib/note.txt", "more")),
        flip("the value of a placeholder", STATE, p -> p.set("flyway.placeholders.first", "2")),
        flip("the target", STATE, p -> p.set("flyway.target", "2")),
        flip("another setting of Flyway", STATE, p -> p.set("flyway.outOfOrder", "true")),
        flip(
            "the name of the history table",
            "state anew, code anew",
            p -> p.set("flyway.table", "history")),
        flip("the lock timeout", STATE, p -> p.set("lockTimeout", "11")),
        flip("the statement timeout", STATE, p -> p.set("statementTimeout", "61")),
        flip(
            "the version of the engine",
            STATE_AND_CODE,
            p -> p.set("postgresVersion", RealEngine.OLDEST)),
        flip("what keeps a state back", STATE, p -> p.set("failOn", "warning")),
        flip("the module", HANDOFF, p -> p.module("dev.dbagent.test:flipped:2")),
        flip(
            "the settings of the generator",
            HANDOFF_AND_CODE,
            p -> p.set("generator", GENERATOR.formatted("dev.dbagent.other"))),
        flip(
            "a generated file that somebody edited",
            "nothing, from cache",
            p -> p.append("target/generated-sources/jooq/dev/dbagent/flipped/Tables.java", "//")),
        flip(
            "a letter of a generated file",
            "nothing, from cache",
            p ->
                p.write(
                    "target/generated-sources/jooq/dev/dbagent/flipped/Tables.java",
                    p.read("target/generated-sources/jooq/dev/dbagent/flipped/Tables.java")
                        .replace("class", "glass"))),
        flip(
            "a generated file that is gone",
            "nothing, from cache",
            p -> p.delete("target/generated-sources/jooq/dev/dbagent/flipped/Tables.java")),
        flip(
            "an edited handoff",
            "from cache, from cache",
            p -> p.append("target/db-agent/handoff.json", " ")),
        flip(
            "a handoff that is gone",
            "from cache, from cache",
            p -> p.delete("target/db-agent/handoff.json")),
        flip("a build folder that is gone", "from cache, from cache", p -> p.delete("target")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("inputs")
  void what_depends_on_an_input_is_made_anew(
      String input, String expected, Consumer<Copy> flip, @TempDir Path elsewhere) {
    Copy copy = project(folder).copiedTo(elsewhere);
    copy.delete("target");
    assertThat(copy.outcome())
        .as("how its files look is noted")
        .isEqualTo("from cache, from cache");
    flip.accept(copy);

    assertThat(copy.outcome()).isEqualTo(expected);

    // Made once, it stands; and put right again, all is as it was.
    assertThat(copy.outcome()).isEqualTo(NOTHING);
    assertThat(project(folder).outcome()).isEqualTo(NOTHING);
  }

  static Stream<Arguments> circumstances() {
    return Stream.of(
        flip("another checkout", NOTHING, p -> {}),
        flip("the user", NOTHING, p -> p.property("user.name", "somebody")),
        flip("the user's home", NOTHING, p -> p.property("user.home", "/nowhere")),
        flip("who made the JDK", NOTHING, p -> p.property("java.vendor", "another")),
        flip("the version of the JDK", NOTHING, p -> p.property("java.version", "99")),
        flip("the separator of lines", NOTHING, p -> p.property("line.separator", "\r\n")),
        flip("the locale", NOTHING, Copy::inTurkish),
        flip("the time zone", NOTHING, Copy::inKolkata),
        flip("who listens, and to how much", NOTHING, p -> p.listener(Progress.silent())),
        flip("the thread that builds", NOTHING, Copy::inAnotherThread),
        flip("times of files", NOTHING, Copy::touch),
        flip("the order of files on disk", NOTHING, Copy::writeBackwards),
        flip(
            "an empty folder among the migrations",
            NOTHING,
            p -> p.write("migration/empty/.gitkeep", "").delete("migration/empty/.gitkeep")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("circumstances")
  void what_does_not_matter_makes_nothing_anew(
      String circumstance, String expected, Consumer<Copy> flip, @TempDir Path elsewhere) {
    Copy copy = project(folder).copiedTo(elsewhere);
    flip.accept(copy);

    assertThat(copy.outcome()).isEqualTo(expected);
  }

  /**
   * Git may give every line a carriage return. Flyway's checksum ignores them and the server takes
   * them for space, so the state is the same; but the handoff tells digests of files as they are.
   */
  @Test
  void line_ends_that_do_not_matter_start_no_server(@TempDir Path elsewhere) {
    Copy copy = project(folder).copiedTo(elsewhere);
    copy.write(
        "migration/V1__customer.sql",
        copy.read("migration/V1__customer.sql").replace("\n", "\r\n"));
    copy.write("migration/R__view.sql", copy.read("migration/R__view.sql").replace("\n", "\r\n"));

    assertThat(copy.outcome()).isEqualTo(HANDOFF);
  }

  /** In the body of a function they are stored. */
  @Test
  void line_ends_that_matter_make_the_state_anew(@TempDir Path elsewhere) {
    String function = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n  SELECT 1\n$$;\n";
    Copy copy = project(folder).copiedTo(elsewhere).write("migration/V4__f.sql", function);
    assertThat(copy.outcome()).isEqualTo(STATE_AND_CODE);

    copy.write("migration/V4__f.sql", function.replace("\n", "\r\n"));

    assertThat(copy.outcome()).isEqualTo(STATE_AND_CODE);
  }

  private static Arguments flip(String name, String expected, Consumer<Copy> flip) {
    return Arguments.of(name, expected, flip);
  }

  private static Copy project(Path where) {
    return new Copy(where);
  }

  private static void write(String path, String text) {
    project(folder).write(path, text);
  }

  /** The project in some folder, and how it is built. */
  private static final class Copy implements Progress {

    private final Path where;
    private final SampleProject project;
    private final List<String> story = new ArrayList<>();
    private Consumer<Runnable> surroundings = Runnable::run;

    Copy(Path where) {
      this.where = where;
      this.project =
          new SampleProject(where)
              .module("dev.dbagent.test:flipped:1")
              .set("cacheDirectory", cache.toString())
              .set("initScript", "init.sql")
              .set("flyway.placeholders.first", "1")
              .set("generator", GENERATOR.formatted("dev.dbagent.flipped"))
              .classPath(FlippedInputsIT.class.getClassLoader(), where.resolve("lib"))
              .progress(this);
    }

    /** What prepare and generate had to do. */
    String outcome() {
      story.clear();
      List<String> outcomes = new ArrayList<>();
      surroundings.accept(
          () -> {
            GoalOutcome prepared = project.goal(DatabaseAgent::prepare);
            String state = toldOf("Replayed") ? "state anew" : "handoff anew";
            outcomes.add(word(prepared, state));
            GoalOutcome generated = project.goal(DatabaseAgent::generate);
            outcomes.add(word(generated, toldOf("Generated") ? "code anew" : "code restored"));
          });
      assertThat(toldOf("Started")).isEqualTo(outcomes.contains("state anew"));
      return String.join(", ", outcomes);
    }

    private boolean toldOf(String word) {
      return story.stream().anyMatch(line -> line.startsWith(word + ":"));
    }

    private static String word(GoalOutcome outcome, String executed) {
      return switch (outcome) {
        case UP_TO_DATE -> "nothing";
        case FROM_CACHE -> "from cache";
        case EXECUTED -> executed;
      };
    }

    Copy copiedTo(Path other) {
      try (Stream<Path> all = Files.walk(where)) {
        for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          Path target = other.resolve(where.relativize(path).toString());
          Files.createDirectories(target.getParent());
          Files.copy(path, target);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Copy(other);
    }

    Copy write(String path, String text) {
      project.file(path, text);
      return this;
    }

    Copy append(String path, String text) {
      return write(path, read(path) + text);
    }

    String read(String path) {
      try {
        return Files.readString(where.resolve(path), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Copy rename(String from, String to) {
      String text = read(from);
      delete(from);
      return write(to, text);
    }

    Copy delete(String path) {
      try (Stream<Path> all = Files.walk(where.resolve(path))) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    Copy set(String name, String value) {
      project.set(name, value);
      return this;
    }

    Copy module(String coordinates) {
      project.module(coordinates);
      return this;
    }

    void listener(Progress other) {
      project.progress(other);
    }

    void property(String name, String value) {
      surroundings =
          build -> {
            String before = System.getProperty(name);
            System.setProperty(name, value);
            try {
              build.run();
            } finally {
              System.setProperty(name, before);
            }
          };
    }

    void inTurkish() {
      surroundings =
          build -> {
            Locale before = Locale.getDefault();
            Locale.setDefault(new Locale("tr", "TR"));
            try {
              build.run();
            } finally {
              Locale.setDefault(before);
            }
          };
    }

    void inKolkata() {
      surroundings =
          build -> {
            TimeZone before = TimeZone.getDefault();
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            try {
              build.run();
            } finally {
              TimeZone.setDefault(before);
            }
          };
    }

    void inAnotherThread() {
      surroundings = build -> CompletableFuture.runAsync(build).join();
    }

    void touch() {
      try (Stream<Path> all = Files.walk(where)) {
        for (Path path : (Iterable<Path>) all::iterator) {
          Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2040-01-01T00:00:00Z")));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void writeBackwards() {
      try (Stream<Path> all = Files.list(where.resolve("migration"))) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          byte[] content = Files.readAllBytes(path);
          Files.delete(path);
          Files.write(path, content);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void done(Stage stage, String summary, Duration took) {
      story.add(summary);
    }

    @Override
    public void advanced(Stage stage, int done, int total, String item) {}

    @Override
    public void warned(String message) {}

    @Override
    public void detail(String message) {}
  }
}
