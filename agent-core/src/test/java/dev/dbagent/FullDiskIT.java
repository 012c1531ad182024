// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.SmallDisk;
import dev.dbagent.testing.Told;
import dev.dbagent.testing.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real agent and engine on real file systems that are too small for them. */
class FullDiskIT {

  /** Enough for a server at work and little more. */
  private static final String ROOM_TO_WORK = "size=14m";

  private static final EmbeddedPostgres ENGINE =
      (EmbeddedPostgres) RealEngine.engine(RealEngine.NEWEST);

  @TempDir Path folder;

  private SampleProject project;

  @BeforeAll
  static void fill_the_user_s_own_cache() {
    ENGINE.start().close();
  }

  @BeforeEach
  void prepare() throws IOException {
    // Whoever the server runs as has to pass.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    project =
        new SampleProject(folder.resolve("project"))
            .file("migration/V1__customer.sql", "CREATE TABLE customer (id int, name text);\n");
  }

  @Test
  void binaries_that_do_not_fit_are_told() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=1m")) {
      Diagnosis diagnosis = refusedStart(disk);

      assertThat(diagnosis.facts().message())
          .startsWith(
              "no space left on %s (tmpfs) for the programs of PostgreSQL in %s/cache/binaries: 0 bytes"
                  .formatted(disk.folder(), disk.folder()));
    }
  }

  /** With 4 MB the server aborts, with the others it does not. */
  @ParameterizedTest
  @ValueSource(ints = {100, 4000, 20_000})
  void a_data_directory_that_does_not_fit_is_told(int kilobytes) throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=" + kilobytes + "k")) {
      share("binaries", disk);

      Diagnosis diagnosis = refusedStart(disk);

      assertThat(diagnosis.facts().message()).contains("(tmpfs) for the server's data in ");
      assertThat(diagnosis.facts().notes().get(0))
          .containsAnyOf("No space left on device", " wrote only ");
    }
  }

  @Test
  void a_disk_that_can_hold_no_more_files_is_told() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=100m,nr_inodes=30")) {
      Diagnosis diagnosis = refusedStart(disk);

      assertThat(diagnosis.facts().notes().get(0)).contains("df -i");
    }
  }

  @Test
  void a_start_on_a_full_disk_is_told_with_all_that_is_known() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=7m")) {
      share("binaries", disk);
      share("templates", disk);
      Files.write(
          Files.createDirectories(disk.folder().resolve("cache/states")).resolve("x.state"),
          new byte[3_000_000]);

      Diagnosis diagnosis = refusedStart(disk);

      assertThat(diagnosis.code()).isEqualTo("DBA-E009");
      assertThat(diagnosis.facts().message())
          .startsWith("no space left on " + disk.folder() + " (tmpfs) for the server's folder in ")
          .contains(disk.folder() + "/cache/work/")
          .endsWith(": 0 bytes of 7.3 MB are free");
      assertThat(diagnosis.facts().notes())
          .singleElement()
          .asString()
          .startsWith("The agent's cache %s/cache takes ".formatted(disk.folder()))
          .contains("states 3.0 MB");
      assertThat(diagnosis.remedy(Wording.plain())).contains("clean-cache", "cacheDirectory");
    }
  }

  @Test
  void a_migration_that_does_not_fit_is_told_at_its_statement() throws IOException {
    project.file(
        "migration/V2__many.sql",
        """
        INSERT INTO customer VALUES (1, 'Ann');
        INSERT INTO customer SELECT i, repeat('x', 900) FROM generate_series(1, 20000) i;
        """);
    try (SmallDisk disk = withEngine(ROOM_TO_WORK)) {
      Diagnosis diagnosis = refused(disk);

      assertThat(diagnosis.headline())
          .startsWith("migration/V2__many.sql:2:1: could not ")
          .contains("DBA-E009", "53100");
      assertThat(diagnosis.facts().notes()).hasSize(2);
      assertThat(diagnosis.facts().notes().get(0))
          .startsWith("The server works in %s/cache/work/".formatted(disk.folder()))
          .contains(" on %s (tmpfs); by now ".formatted(disk.folder()))
          .endsWith(" of 15 MB are free there.");
      assertThat(diagnosis.facts().notes().get(1)).contains("servers at work");
    }
  }

  @Test
  void a_seed_that_does_not_fit_is_told_as_what_it_is() throws IOException {
    StringBuilder rows = new StringBuilder("id,name\n");
    for (int i = 0; i < 20_000; i++) {
      rows.append(i).append(',').append("x".repeat(900)).append('\n');
    }
    project.file("seed/customer.csv", rows.toString());
    try (SmallDisk disk = withEngine(ROOM_TO_WORK)) {
      Diagnosis diagnosis = refused(disk);

      assertThat(diagnosis.headline()).startsWith("seed/customer.csv");
      assertThat(diagnosis.headline())
          .as("by the statement's own error, or because the server's log found no room and it fell")
          .containsAnyOf("seed/customer.csv: the server", "53100");
    }
  }

  /** With no room at all the server cannot even end well; with a little it can. */
  @ParameterizedTest
  @ValueSource(longs = {0, 300_000})
  void a_state_that_does_not_fit_is_handed_on_and_not_kept(long left) throws IOException {
    project.file(
        "migration/V2__many.sql",
        """
        CREATE TABLE noise AS
          SELECT i, string_agg(md5((i * j)::text), '') AS text
          FROM generate_series(1, 3000) i, generate_series(1, 40) j GROUP BY i;
        """);
    try (SmallDisk disk = withEngine("size=20m")) {
      project.set("cacheDirectory", disk.folder().resolve("cache").toString());
      Told filling =
          new Told() {
            @Override
            public void done(Stage stage, String summary, Duration took) {
              if (stage == Stage.VERIFICATION) {
                fill(disk, left);
              }
            }
          };
      Traces traces = Traces.before();
      new DatabaseAgent(project.settings(), RealEngine.artifacts(), LibrarySource.PRESENT, filling)
          .prepare();

      assertThat(filling.warnings())
          .singleElement()
          .asString()
          .startsWith("the state is not kept, so whatever needs it makes it again: ");
      assertThat(statesOn(disk)).isEmpty();
      assertThat(project.settings().outputDirectory().resolve("handoff.json")).exists();
      traces.assertNothingLeft(disk.folder().resolve("cache"));
    }
  }

  @Test
  void code_is_generated_although_no_state_can_be_kept() throws IOException {
    try (SmallDisk disk = withEngine("size=40m")) {
      // A store that nobody can write, not even root.
      Path states = Files.createDirectories(disk.folder().resolve("elsewhere"));
      Files.createSymbolicLink(disk.folder().resolve("cache/states"), states);
      Files.writeString(states.resolve("1"), "no folder");
      Told told = new Told();
      project.set("cacheDirectory", disk.folder().resolve("cache").toString()).progress(told);
      Traces traces = Traces.before();

      assertThat(project.generate()).isEmpty();

      assertThat(told.warnings())
          .singleElement()
          .asString()
          .contains("cache/states/1 is a file where a folder is needed");
      assertThat(project.settings().generator().targetDirectory()).isNotEmptyDirectory();
      traces.assertNothingLeft(disk.folder().resolve("cache"));
    }
  }

  @Test
  void a_cache_without_room_for_a_server_is_left_for_another_one() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=4m")) {
      Told told = new Told();
      project.set("cacheDirectory", disk.folder().resolve("cache").toString()).progress(told);

      assertThat(project.prepare()).isEmpty();
      assertThat(project.generate()).isEmpty();

      assertThat(told.warnings()).hasSize(2);
      assertThat(told.warnings().get(0))
          .startsWith(
              "no space left on %s (tmpfs) for the agent's cache in".formatted(disk.folder()))
          .contains("/db-agent-")
          .endsWith(" is used instead");
    }
  }

  /** A page of memory is the least that a file takes on such a disk. */
  @ParameterizedTest
  @CsvSource({"0, the sources of the state", "4096, the handoff"})
  void a_handoff_that_does_not_fit_is_not_left_in_part(long free, String what) throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=64k")) {
      project.set("outputDirectory", disk.folder().toString());
      disk.leave(free);

      Diagnosis diagnosis = project.prepare().orElseThrow();

      assertThat(diagnosis.headline())
          .startsWith("no space left on %s (tmpfs) for %s in".formatted(disk.folder(), what));
      assertThat(disk.folder()).isDirectoryNotContaining("glob:**{handoff*,*.part}");
    }
  }

  @Test
  void code_that_does_not_fit_leaves_that_which_stood() throws IOException {
    Path target = project.settings().generator().targetDirectory();
    try (SmallDisk disk = SmallDisk.at(target.resolveSibling(""), "size=1m")) {
      assertThat(project.generate()).isEmpty();
      String before = digest(target);
      project.file("migration/V2__column.sql", "ALTER TABLE customer ADD born date;\n");
      disk.leave(8_000);

      Diagnosis diagnosis = project.generate().orElseThrow();

      assertThat(diagnosis.headline())
          .startsWith(
              "no space left on %s (tmpfs) for the generated code in".formatted(disk.folder()))
          .contains("DBA-E009");
      assertThat(digest(target)).isEqualTo(before);
      try (Stream<Path> all = Files.list(disk.folder())) {
        assertThat(all.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder("jooq", "ballast");
      }
      Files.delete(disk.folder().resolve("ballast"));
      assertThat(project.generate()).isEmpty();
      assertThat(digest(target)).isNotEqualTo(before);
    }
  }

  /** A disk with a cache on it that has all that a start needs, but elsewhere. */
  private SmallDisk withEngine(String options) throws IOException {
    SmallDisk disk = SmallDisk.at(folder.resolve("disk"), options);
    share("binaries", disk);
    share("templates", disk);
    return disk;
  }

  /** Lets a part of the cache be that of the current user. */
  private static void share(String part, SmallDisk disk) throws IOException {
    Path cache = Files.createDirectories(disk.folder().resolve("cache"));
    Files.createSymbolicLink(cache.resolve(part), ENGINE.cache().root().resolve(part));
  }

  /** Of the engine alone: the agent would go to a cache with more room. */
  private Diagnosis refusedStart(SmallDisk disk) throws IOException {
    Path cache = disk.folder().resolve("cache");
    Traces traces = Traces.before();
    EmbeddedPostgres engine =
        EmbeddedPostgres.of(
            new PostgresSettings(RealEngine.NEWEST, cache, "app"),
            RealEngine.artifacts(),
            Progress.silent());
    StageFailure failure = catchThrowableOfType(StageFailure.class, engine::start);
    Diagnosis diagnosis = DiagnosisCatalogue.diagnose(failure);
    assertThat(diagnosis.facts().kind()).as(diagnosis.headline()).isEqualTo(FailureKind.DISK_FULL);
    assertThat(diagnosis.facts().place()).isNull();
    traces.assertNothingLeft(cache);
    return diagnosis;
  }

  private Diagnosis refused(SmallDisk disk) throws IOException {
    project.set("cacheDirectory", disk.folder().resolve("cache").toString());
    Traces traces = Traces.before();
    Diagnosis diagnosis = project.prepare().orElseThrow();
    assertThat(diagnosis.facts().kind()).as(diagnosis.headline()).isEqualTo(FailureKind.DISK_FULL);
    traces.assertNothingLeft(disk.folder().resolve("cache"));
    return diagnosis;
  }

  private static String[] statesOn(SmallDisk disk) {
    String[] names =
        disk.folder()
            .resolve("cache/states/1")
            .toFile()
            .list((folder, name) -> name.endsWith(".state"));
    return names == null ? new String[0] : names;
  }

  private static void fill(SmallDisk disk, long left) {
    try {
      disk.leave(left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths and contents of all files. */
  private static String digest(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(folder.relativize(file)).append('\n').append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
