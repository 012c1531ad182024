// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.testing.SmallDisk;
import dev.dbagent.testing.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheChoiceTest {

  @TempDir Path folder;

  private final Told told = new Told();

  @Test
  void a_folder_that_can_be_used_is_the_choice_and_made() throws IOException {
    Path cache = folder.resolve("cache");

    assertThat(CacheChoice.of(cache, temporary(), told)).isEqualTo(cache);
    assertThat(cache.resolve("work")).isDirectory();
    assertThat(told.warnings()).isEmpty();
    assertThat(temporary()).isEmptyDirectory();
  }

  @Test
  void a_file_in_its_place_is_told_and_the_temporary_one_taken() throws IOException {
    Path cache = Files.createFile(folder.resolve("cache"));

    Path chosen = CacheChoice.of(cache, temporary(), told);

    assertThat(chosen).isEqualTo(temporary().resolve("db-agent-" + ProcessUser.uid()));
    assertThat(told.warnings())
        .containsExactly(
            "the cache folder %s cannot be used: %s is a file where a folder is needed; %s is used instead"
                .formatted(cache, cache, chosen));
    assertThat(CacheChoice.of(cache, temporary(), told)).as("the next time").isEqualTo(chosen);
  }

  @Test
  void a_read_only_disk_is_told_and_the_temporary_one_taken() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=20m")) {
      Path cache = disk.folder().resolve("cache");
      new CacheDirectory(cache).prepare();
      disk.change("ro");

      assertThat(CacheChoice.of(cache, temporary(), told)).startsWith(temporary());
      assertThat(told.warnings()).singleElement().asString().contains(cache + " cannot be written");
    }
  }

  @Test
  void without_room_anywhere_the_choice_is_what_was_asked_for() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=4m")) {
      Path cache = disk.folder().resolve("cache");

      assertThat(CacheChoice.of(cache, disk.folder(), told)).isEqualTo(cache);
      assertThat(told.warnings()).isEmpty();
    }
  }

  @Test
  void a_temporary_folder_that_others_could_write_is_never_taken() throws IOException {
    Path cache = Files.createFile(folder.resolve("cache"));
    Path trap = temporary().resolve("db-agent-" + ProcessUser.uid());
    Folders.create(trap, "rwxrwxrwx");
    assertThat(CacheChoice.of(cache, temporary(), told)).isEqualTo(cache);

    assumeTrue(ProcessUser.isRoot());
    Folders.allow(trap, "rwx------");
    Files.setAttribute(trap, "unix:uid", 65534);
    assertThat(CacheChoice.of(cache, temporary(), told)).isEqualTo(cache);
    assertThat(told.warnings()).isEmpty();
  }

  private Path temporary() throws IOException {
    return Files.createDirectories(folder.resolve("tmp"));
  }
}
