// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampsTest {

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00.123456Z");

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void anOldFile() throws IOException {
    file = Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;");
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
  }

  @Test
  void are_equal_while_nothing_changes() {
    assertThat(of(file)).isEqualTo(of(file)).isNotEqualTo(Stamps.NONE);
  }

  @Test
  void a_change_of_size_time_name_or_of_what_else_decides_tells() throws IOException {
    String before = of(file);
    Stamps other = new Stamps();
    other.accept("V1__b.sql", file);
    assertThat(other.proved()).as("name").isNotEqualTo(before);

    Stamps more = new Stamps();
    more.add("setting", "value");
    more.accept("V1__a.sql", file);
    assertThat(more.proved()).as("setting").isNotEqualTo(before);

    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusNanos(1000)));
    assertThat(of(file)).as("time").isNotEqualTo(before);

    Files.writeString(file, "SELECT 12;");
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    assertThat(of(file)).as("size").isNotEqualTo(before);
  }

  @Test
  void a_time_that_an_archive_gave_proves_nothing() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    assertThat(of(file)).isEqualTo(Stamps.NONE);
  }

  @Test
  void a_file_that_may_change_again_in_the_same_tick_proves_nothing_before_it_is_over()
      throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    assertThat(of(file)).as("the file system's clock is ahead").isEqualTo(Stamps.NONE);
    assertThat(stamps(file).settled(folder)).as("not waited for").isEqualTo(Stamps.NONE);

    Files.writeString(file, "SELECT 2;");
    String settled = stamps(file).settled(folder);
    assertThat(settled).isNotEqualTo(Stamps.NONE);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (of(file).equals(Stamps.NONE) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    assertThat(of(file)).as("as soon as it proves something").isEqualTo(settled);
  }

  @Test
  void what_is_no_plain_file_of_this_system_proves_nothing() throws IOException {
    assertThat(of(folder.resolve("missing"))).isEqualTo(Stamps.NONE);
    assertThat(of(folder)).isEqualTo(Stamps.NONE);
    URI jar = URI.create("jar:" + folder.resolve("a.jar").toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path entry = Files.writeString(inside.getPath("/V1__a.sql"), "SELECT 1;");
      assertThat(of(entry)).isEqualTo(Stamps.NONE);
    }
  }

  @Test
  void of_nothing_are_proof_of_nothing_being_there() {
    assertThat(new Stamps().proved()).isNotEqualTo(Stamps.NONE);
  }

  private static String of(Path path) {
    return stamps(path).proved();
  }

  private static Stamps stamps(Path path) {
    Stamps stamps = new Stamps();
    stamps.accept("V1__a.sql", path);
    return stamps;
  }
}
