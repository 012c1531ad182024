// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationHistoryTest {

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder.resolve("project"));
  }

  @Test
  void tellsWhatEachFileIs() {
    project
        .migration("V1_2__a_table.sql", "abc")
        .migration("V1_2__a_table.sql.conf", "executeInTransaction=false")
        .migration("later/R__view.sql", "")
        .migration("beforeMigrate.sql", "")
        .migration("notes.txt", "")
        .migration(".hidden/V9__x.sql", "");

    assertThat(project.history().files())
        .extracting(MigrationFile::kind, MigrationFile::script)
        .containsExactly(
            tuple(Kind.VERSIONED, "V1_2__a_table.sql"),
            tuple(Kind.SCRIPT_SETTINGS, "V1_2__a_table.sql.conf"),
            tuple(Kind.CALLBACK, "beforeMigrate.sql"),
            tuple(Kind.REPEATABLE, "later/R__view.sql"));
    MigrationFile first = project.history().files().get(0);
    assertThat(first.version()).isEqualTo("1.2");
    assertThat(first.description()).isEqualTo("a table");
    assertThat(first.path()).isEqualTo("src/main/resources/db/migration/V1_2__a_table.sql");
    assertThat(first.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void rejectsOtherKindsOfLocation() {
    StageFailure failure = project.set("locations", "s3:bucket/x").refusal();

    assertThat(failure.kind()).isEqualTo(FailureKind.SETTING_REJECTED);
  }

  @Test
  void acceptsABaselineBesideItsVersion() {
    project.migration("V1__a.sql", "").migration("B1__a.sql", "");

    assertThat(project.history().migrations()).hasSize(2);
  }

  @Test
  void detectsTheEncoding() throws IOException {
    project.migration("V1__a.sql", "").set("detectEncoding", "true");
    Files.write(
        project.directory().resolve(Project.MIGRATIONS + "V1__a.sql"), new byte[] {(byte) 0xE9});

    assertThat(project.history().files().get(0).text()).isEqualTo("é");
  }

  @Test
  void rejectsAnUnknownEncoding() {
    StageFailure failure = project.migration("V1__a.sql", "").set("encoding", "UTF-88").refusal();

    assertThat(failure.kind()).isEqualTo(FailureKind.SETTING_REJECTED);
  }

  @Test
  void readsLocationsWithWildcards() {
    project
        .file("mod/a/db/V1__a.sql", "")
        .file("mod/b/c/db/deep/V2__b.sql", "")
        .file("mod/a/other/V3__c.sql", "")
        .set("locations", "filesystem:mod/**/db");

    assertThat(project.history().files())
        .extracting(MigrationFile::script)
        .containsExactly("V1__a.sql", "deep/V2__b.sql");
  }

  @Test
  void readsAFileOfOverlappingLocationsOnce() {
    project
        .file("db/V1__a.sql", "")
        .file("db/sub/V2__b.sql", "")
        .set("locations", "filesystem:db,filesystem:db/sub");

    assertThat(project.history().files()).hasSize(2);
  }

  @Test
  void readsTheFilesOfAJar() throws IOException {
    Path jar = jar("library.jar", "db/lib/V1__a.sql");
    project.set("locations", "classpath:db/lib").classPath(loader(), jar);

    assertThat(project.history().files())
        .singleElement()
        .returns("library.jar!/db/lib/V1__a.sql", MigrationFile::path)
        .returns("V1__a.sql", MigrationFile::script);
  }

  @Test
  void prefersTheResourcesOfTheProjectToTheirCopies() {
    project
        .file("src/main/resources/db/x/V1__a.sql", "new")
        .file("target/classes/db/x/V1__a.sql", "old")
        .set("locations", "classpath:db/x")
        .classPath(loader(), Path.of("target/classes"));

    assertThat(project.history().files()).singleElement().returns("new", MigrationFile::text);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("content", p -> p.migration("V1__a.sql", "SELECT 2;")),
        change("a value over two lines", p -> p.migration("V1__a.sql", "SELECT '\r\n';")),
        change("another file", p -> p.migration("V2__b.sql", "")),
        change("script settings", p -> p.migration("V1__a.sql.conf", "executeInTransaction=true")),
        change("a callback", p -> p.migration("beforeMigrate.sql", "SELECT 1;")),
        change("the init script", p -> p.initScript("SELECT 2;")),
        change("a setting", p -> p.set("placeholders.a", "2")),
        change("another setting", p -> p.set("mixed", "true")),
        change("the class path", p -> p.file("classes/A.class", "2")),
        change("a name on the class path", p -> p.file("classes/B.class", "")));
  }

  private static Arguments change(String name, Consumer<Project> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void changesItsFingerprintWith(String name, Consumer<Project> change) {
    Project other = sample("p");
    Fingerprint before = other.history().fingerprint();
    assertThat(other.history().fingerprint()).isEqualTo(before);

    change.accept(other);

    assertThat(other.history().fingerprint()).isNotEqualTo(before);
  }

  static Stream<Arguments> noChanges() {
    return Stream.of(
        change("a file that Flyway does not run", p -> p.migration("rollback/x.sql", "DROP")),
        change("line ends", p -> p.migration("V1__a.sql", "SELECT 1;\r\n")),
        change("time limits", p -> p.timeouts(Duration.ZERO, Duration.ZERO)),
        change(
            "an absolute location",
            p -> p.set("locations", "filesystem:" + p.directory().resolve(Project.MIGRATIONS))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noChanges")
  void keepsItsFingerprintWith(String name, Consumer<Project> change) {
    Project other = sample("p");
    Fingerprint before = other.history().fingerprint();

    change.accept(other);

    assertThat(other.history().fingerprint()).isEqualTo(before);
  }

  @Test
  void keepsItsFingerprintInAnotherFolder() {
    assertThat(sample("p").history().fingerprint())
        .isEqualTo(sample("q/r").history().fingerprint());
  }

  @Test
  void changesItsFingerprintWithANameAlone() {
    Project one = new Project(folder.resolve("1")).migration("V1__a.sql", "x");
    Project other = new Project(folder.resolve("2")).migration("V1__b.sql", "x");

    assertThat(one.history().fingerprint()).isNotEqualTo(other.history().fingerprint());
  }

  private Project sample(String name) {
    return new Project(folder.resolve(name))
        .migration("V1__a.sql", "SELECT 1;\n")
        .initScript("SELECT 1;")
        .set("placeholders.a", "1")
        .set("locations", "filesystem:" + Project.MIGRATIONS)
        .file("classes/A.class", "1")
        .classPath(loader(), Path.of("classes"));
  }

  private Path jar(String name, String... entries) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new JarEntry(entry));
      }
    }
    return jar;
  }

  private static ClassLoader loader() {
    return MigrationHistoryTest.class.getClassLoader();
  }
}
