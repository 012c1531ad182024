// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.dbagent.engine.DamagedStateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDirectoryTest {

  @TempDir Path folder;

  private Path original;
  private Path file;
  private Path copy;

  @BeforeEach
  void fill() throws IOException {
    original = folder.resolve("original");
    file = folder.resolve("packed");
    copy = folder.resolve("copy");
    Files.createDirectories(original.resolve("base/1"));
    Files.createDirectories(original.resolve("pg_empty"));
    byte[] noise = new byte[50_000];
    new Random(1).nextBytes(noise);
    Files.write(original.resolve("base/1/2619"), noise);
    Files.writeString(original.resolve("PG_VERSION"), "18\n");
    Files.writeString(original.resolve("postmaster.pid"), "4711\n");
    Files.writeString(original.resolve("postmaster.opts"), "postgres\n");
  }

  @Test
  void comes_back_private_and_without_traces_of_a_run() throws IOException {
    PackedDirectory.pack(original, file);
    PackedDirectory.unpack(file, copy);

    assertThat(tree(copy))
        .containsExactly("PG_VERSION", "base", "base/1", "base/1/2619", "pg_empty");
    assertThat(copy.resolve("base/1/2619")).hasSameBinaryContentAs(original.resolve("base/1/2619"));
    assertThat(permissions(copy.resolve("base/1/2619"))).isEqualTo("rw-------");
    assertThat(permissions(copy.resolve("pg_empty"))).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void leaves_nothing_aside() throws IOException {
    PackedDirectory.pack(original, file);

    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactlyInAnyOrder(original, file);
    }
  }

  @Test
  void a_link_out_of_it_is_refused() throws IOException {
    Files.createSymbolicLink(original.resolve("16400"), folder);

    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.pack(original, file))
        .withMessageContaining("tablespace");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.99})
  void a_cut_file_is_named(double kept) throws IOException {
    PackedDirectory.pack(original, file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, (int) (whole.length * kept)));

    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.unpack(file, copy))
        .withMessageContaining(file.toString())
        .withMessageContaining("damaged");
  }

  /** Heads, names, sizes, the zip's own directory: not only what its checksums are over. */
  @Test
  void a_changed_bit_is_noticed_wherever_it_is() throws IOException {
    PackedDirectory.pack(original, file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(2);
    IntStream places =
        IntStream.concat(
            IntStream.range(0, 150),
            IntStream.concat(
                IntStream.range(whole.length - 600, whole.length),
                random.ints(200, 0, whole.length)));
    for (int place : places.toArray()) {
      byte[] bytes = whole.clone();
      bytes[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
      Path into = folder.resolve("copy" + place);

      assertThatIOException()
          .as("byte %s of %s", place, whole.length)
          .isThrownBy(() -> PackedDirectory.unpack(file, into))
          .isInstanceOf(DamagedStateException.class)
          .withMessageContaining("damaged");
      Folders.delete(into);
    }
  }

  @Test
  void what_others_add_behind_it_is_no_matter() throws IOException {
    PackedDirectory.pack(original, file);
    Files.write(file, new byte[100], StandardOpenOption.APPEND);

    PackedDirectory.unpack(file, copy);

    assertThat(tree(copy)).contains("base/1/2619");
  }

  @Test
  void a_folder_in_its_place_is_damage_and_a_file_that_went_is_told_as_gone() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.unpack(Files.createDirectory(file), copy))
        .isInstanceOf(DamagedStateException.class);
    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.unpack(folder.resolve("none"), folder.resolve("copy2")))
        .isInstanceOf(DamagedStateException.class)
        .withMessageEndingWith("none is gone");
  }

  private static Stream<String> tree(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all
          .filter(path -> !path.equals(root))
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
