// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.handoff.PackedSources;
import dev.dbagent.testing.SampleProject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("changes the time zone of the JVM")
class StateSourcesTest {

  private static final String SECRET = "0p3n-s3s4m3";

  @TempDir Path folder;

  @Test
  void equal_files_give_equal_bytes_at_any_place_and_time() throws IOException {
    byte[] one = packed(project("one"));
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      SampleProject other = project("somewhere/else");
      Files.setLastModifiedTime(
          other.folder().resolve("migration/V1__a.sql"), FileTime.from(Instant.EPOCH));

      assertThat(packed(other)).isEqualTo(one);
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(packed(project("changed").file("seed/a.csv", "id\n2\n"))).isNotEqualTo(one);
  }

  @Test
  void what_is_put_together_again_is_what_was_there() throws IOException {
    SampleProject project = project("one").file("seed/\u00e4\u00f6.sql", "SELECT '\u20ac';\r\n");
    Path scratch = folder.resolve("scratch");

    StateSources.Unpacked unpacked = StateSources.unpack(packed(project), scratch);

    for (String path : List.of("migration/V1__a.sql", "seed/a.csv", "seed/\u00e4\u00f6.sql")) {
      assertThat(unpacked.directory().resolve(path))
          .hasSameBinaryContentAs(project.folder().resolve(path));
    }
    assertThat(unpacked.classPath()).isEmpty();
    assertThat(unpacked.leftOut()).isEmpty();
  }

  /** What lies among the resources is in the jar in any case. */
  @Test
  void a_file_with_a_secret_stays_at_home() throws IOException {
    String grant = "ALTER ROLE reader PASSWORD '" + SECRET + "';\n";
    SampleProject project =
        project("one")
            .set("flyway.placeholders.reader_password", SECRET)
            .set("flyway.locations", "filesystem:migration,classpath:db")
            .set("initScript", "../init.sql")
            .file("src/main/resources/db/V3__reader.sql", grant)
            .file("migration/V2__reader.sql", grant)
            .file("../init.sql", grant);
    byte[] archive = packed(project);
    Path scratch = folder.resolve("scratch");

    StateSources.Unpacked unpacked = StateSources.unpack(archive, scratch);

    assertThat(unpacked.leftOut())
        .containsExactlyInAnyOrder("migration/V2__reader.sql", "../init.sql");
    assertThat(names(archive))
        .contains("files/0/src/main/resources/db/V3__reader.sql", "left-out/1/init.sql")
        .doesNotContain("files/1/init.sql", "files/0/migration/V2__reader.sql");
    assertThat(new String(archive, StandardCharsets.ISO_8859_1).split(SECRET, -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files/0/../../../x",
        "files/31/x",
        "files/99/x",
        "files/0//etc/x",
        "files/x",
        "class-path/000.jar/../../x",
        "class-path/000.jar/",
        "class-path/000/0/../../x",
        "class-path/000/99/x",
        "class-path/x"
      })
  void an_archive_that_would_write_elsewhere_is_refused(String name) throws IOException {
    String beyond = name.equals("files/0/../../../x") ? "files/0/" + "../".repeat(31) + "x" : name;
    String far = beyond.replace("class-path/000/0/../../x", "class-path/000/0/" + "../".repeat(31));
    byte[] archive = zip(far);
    Path scratch = folder.resolve("scratch");

    assertThatThrownBy(() -> StateSources.unpack(archive, scratch)).isInstanceOf(IOException.class);
    assertThat(folder).isDirectoryContaining(path -> path.equals(scratch));
    try (var all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void without_class_path_or_seeds_there_are_only_migrations() throws IOException {
    SampleProject plain =
        new SampleProject(Files.createDirectories(folder.resolve("plain")))
            .file("migration/V1__a.sql", "SELECT 1;\n");

    assertThat(names(packed(plain))).containsExactly("files/0/migration/V1__a.sql");
  }

  private SampleProject project(String name) throws IOException {
    return new SampleProject(Files.createDirectories(folder.resolve(name)))
        .file("migration/V1__a.sql", "SELECT 1;\n")
        .file("seed/a.csv", "id\n1\n");
  }

  private byte[] packed(SampleProject project) throws IOException {
    Path target = folder.resolve("target");
    AgentSettings settings = project.settings();
    StateSources.of(settings, Recipe.of(settings).redaction()).writeTo(target);
    byte[] archive = Files.readAllBytes(target.resolve(PackedSources.FILE_NAME));
    assertThat(target).isDirectoryNotContaining("glob:**.part");
    Files.delete(target.resolve(PackedSources.FILE_NAME));
    return archive;
  }

  private static List<String> names(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    PackedSources.read(archive, (name, content) -> names.add(name));
    return names;
  }

  private static byte[] zip(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write("x".getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }
}
