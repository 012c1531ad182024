// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.model.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenFilesTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final String ONE = Checksum.of("one".getBytes(UTF_8));
  private static final String TWO = Checksum.of("two".getBytes(UTF_8));

  @TempDir Path folder;
  private Path file;
  private Path notes;

  @BeforeEach
  void a_file() throws IOException {
    file = folder.resolve("a b.java");
    notes = folder.resolve("generate.seen");
    write("one", LONG_AGO);
  }

  @Test
  void what_looks_as_it_did_is_not_read_again() throws IOException {
    SeenFiles seen = SeenFiles.ofNow();
    assertThat(seen.checksum(file)).isEqualTo(ONE);

    write("two", LONG_AGO);

    assertThat(seen.checksum(file)).isEqualTo(ONE);
    assertThat(SeenFiles.ofNow().checksum(file)).isEqualTo(TWO);
  }

  @Test
  void another_time_or_size_tells_of_a_change() throws IOException {
    SeenFiles seen = SeenFiles.ofNow();
    seen.checksum(file);

    write("two", LONG_AGO.plusNanos(1_000));
    assertThat(seen.checksum(file)).isEqualTo(TWO);

    write("three", LONG_AGO.plusNanos(1_000));
    assertThat(seen.checksum(file)).isEqualTo(Checksum.of("three".getBytes(UTF_8)));
  }

  @Test
  void a_time_that_proves_nothing_is_not_relied_on() throws IOException {
    for (Instant time : List.of(Instant.now(), Instant.parse("2026-01-01T00:00:00Z"))) {
      SeenFiles seen = SeenFiles.ofNow();
      write("one", time);
      assertThat(seen.checksum(file)).isEqualTo(ONE);

      write("two", time);
      assertThat(seen.checksum(file)).as("%s", time).isEqualTo(TWO);
    }
  }

  @Test
  void a_later_build_knows_it_too() throws IOException {
    SeenFiles seen = SeenFiles.notedIn(notes);
    seen.checksum(file);
    seen.note();

    write("two", LONG_AGO);

    SeenFiles later = SeenFiles.notedIn(notes);
    assertThat(later.checksum(file)).isEqualTo(ONE);
    assertThat(folder.resolve("generate.seen.part")).doesNotExist();

    later.note();
    assertThat(SeenFiles.notedIn(notes).checksum(file)).as("noted again").isEqualTo(ONE);
    SeenFiles.notedIn(notes).note();
    assertThat(SeenFiles.notedIn(notes).checksum(file)).as("nobody asked for it").isEqualTo(TWO);
  }

  @Test
  void notes_that_cannot_be_understood_tell_nothing() throws IOException {
    SeenFiles seen = SeenFiles.notedIn(notes);
    seen.checksum(file);
    seen.note();
    List<String> lines = Files.readAllLines(notes);
    write("two", LONG_AGO);

    for (List<String> damaged :
        List.of(
            lines.subList(0, 2),
            List.of("db-agent seen 0", lines.get(1), lines.get(2)),
            List.of(lines.get(0), lines.get(1).replace(' ', '-'), lines.get(2)),
            List.of(lines.get(0), "x" + lines.get(1), lines.get(2)),
            List.<String>of())) {
      Files.write(notes, damaged);
      assertThat(SeenFiles.notedIn(notes).checksum(file)).as("%s", damaged).isEqualTo(TWO);
    }
    Files.write(notes, lines);
    assertThat(SeenFiles.notedIn(notes).checksum(file)).as("whole").isEqualTo(ONE);
  }

  @Test
  void what_is_gone_has_no_checksum() throws IOException {
    SeenFiles seen = SeenFiles.ofNow();
    seen.checksum(file);
    Files.delete(file);

    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> seen.checksum(file));

    Files.createDirectory(file);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> seen.checksum(file));
  }

  private void write(String content, Instant time) throws IOException {
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
