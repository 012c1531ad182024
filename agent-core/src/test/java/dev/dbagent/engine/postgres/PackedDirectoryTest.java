// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.dbagent.engine.DamagedStateException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDirectoryTest {

  @TempDir Path folder;

  private static final int BLOCK = PackedBlock.SIZE;

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
    Files.write(original.resolve("base/1/large"), new byte[BLOCK + 1]);
    Files.writeString(original.resolve("PG_VERSION"), "18\n");
    Files.writeString(original.resolve("postmaster.pid"), "4711\n");
    Files.writeString(original.resolve("postmaster.opts"), "postgres\n");
  }

  @Test
  void comes_back_private_and_without_traces_of_a_run() throws IOException {
    PackedDirectory.pack(original, file);
    PackedDirectory.unpack(file, copy, path -> {});

    assertThat(tree(copy))
        .containsExactly("PG_VERSION", "base", "base/1", "base/1/2619", "base/1/large", "pg_empty");
    assertThat(copy.resolve("base/1/2619")).hasSameBinaryContentAs(original.resolve("base/1/2619"));
    for (String name : List.of("", "base", "base/1", "pg_empty")) {
      assertThat(permissions(copy.resolve(name))).isEqualTo("rwx------");
    }
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

  @Test
  void nothing_in_it_is_a_directory_too() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    PackedDirectory.pack(empty, file);
    PackedDirectory.unpack(file, copy, path -> {});

    assertThat(copy).isEmptyDirectory();
  }

  /** None, those about what fits into a block with its name, and parts that cannot be deflated. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, BLOCK - 40, BLOCK - 20, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 4711})
  void a_file_may_have_any_size(int size) throws IOException {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    Files.write(original.resolve("base/1/noise"), noise);

    PackedDirectory.pack(original, file);
    PackedDirectory.unpack(file, copy, path -> {});

    assertSame();
  }

  @Test
  void each_of_the_sizes_about_a_block_fits_somehow() throws IOException {
    for (int less = 0; less < 40; less++) {
      Files.write(original.resolve("about" + less), new byte[BLOCK - less]);
    }

    PackedDirectory.pack(original, file);
    PackedDirectory.unpack(file, copy, path -> {});

    assertSame();
  }

  @Test
  void files_may_be_many_and_deep_and_have_any_name() throws IOException {
    Path deep = Files.createDirectories(original.resolve("é/ü ü/日本"));
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      Files.write((i % 2 == 0 ? original : deep).resolve("n".repeat(i % 200) + i), noise);
    }

    PackedDirectory.pack(original, file);
    PackedDirectory.unpack(file, copy, path -> {});

    assertSame();
  }

  /** Files of all sizes, changed in all ways, several times in a row. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void what_was_unpacked_and_changed_is_packed_as_it_is(int seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Files.write(original.resolve("base/1/" + i), noise(random, random.nextInt(20_000)));
    }
    Files.write(
        original.resolve("base/1/larger"), noise(random, 3 * BLOCK + random.nextInt(BLOCK)));
    PackedDirectory.pack(original, file);
    for (int round = 0; round < 5; round++) {
      copy = folder.resolve("copy" + round);
      KnownBlocks unpacked = PackedDirectory.unpack(file, copy, path -> {});
      assertSame();
      for (int i = random.nextInt(12); i > 0; i--) {
        change(copy, random);
      }
      original = copy;
      file = folder.resolve("packed" + round);
      PackedDirectory.pack(original, file, unpacked);
    }
    copy = folder.resolve("last");
    PackedDirectory.unpack(file, copy, path -> {});
    assertSame();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void what_was_packed_and_changed_is_made_again(int seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Files.write(original.resolve("base/1/" + i), noise(random, random.nextInt(20_000)));
    }
    Files.write(original.resolve("base/1/larger"), noise(random, 3 * BLOCK + 1));
    Files.createDirectories(original.resolve("base/2/empty"));
    KnownBlocks known = PackedDirectory.pack(original, file, KnownBlocks.NONE).known();
    PackedDirectory.unpack(file, copy, path -> {});
    PackedDirectory.forgetRun(original);
    assertThat(PackedDirectory.isUntouched(original, known)).isTrue();
    for (int round = 0; round < 5; round++) {
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        change(original, random);
      }
      if (random.nextBoolean()) {
        Folders.delete(original.resolve("base/2"));
      }
      assertThat(PackedDirectory.isUntouched(original, known)).isFalse();
      List<Path> taken = new ArrayList<>();

      PackedDirectory.restore(original, known, taken::add);

      assertThat(PackedDirectory.isUntouched(original, known)).isTrue();
      assertThat(taken).doesNotHaveDuplicates().endsWith(original);
      assertSame();
    }
  }

  @Test
  void nothing_is_made_again_where_writing_is_not_seen() throws IOException {
    Files.createDirectories(original.resolve("global"));
    Path control = Files.writeString(original.resolve("global/pg_control"), "by each server");
    KnownBlocks known = PackedDirectory.pack(original, file, KnownBlocks.NONE).known();
    FileTime before = Files.getLastModifiedTime(control);
    Files.writeString(control, "changed");
    Files.setLastModifiedTime(control, before);

    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.restore(original, known, path -> {}))
        .withMessageContaining("cannot be seen");
  }

  private static void change(Path directory, Random random) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Path any = random.nextInt(5) == 0 ? largest(files) : files.get(random.nextInt(files.size()));
    switch (random.nextInt(5)) {
      case 0 -> Files.write(any, noise(random, 100), StandardOpenOption.APPEND);
      case 1 -> Files.write(any, noise(random, (int) Files.size(any)));
      case 2 -> Files.delete(any);
      case 3 -> {
        Path folder = Files.createDirectories(directory.resolve("new" + random.nextInt(3)));
        Files.write(
            folder.resolve("file" + random.nextInt(9)), noise(random, random.nextInt(BLOCK)));
      }
      default -> {
        try (FileChannel channel = FileChannel.open(any, StandardOpenOption.WRITE)) {
          channel.truncate(channel.size() / 2);
          channel.write(ByteBuffer.wrap(noise(random, 10)), 0);
        }
      }
    }
  }

  private static Path largest(List<Path> files) {
    return files.stream()
        .max(Comparator.comparingLong(file -> file.toFile().length()))
        .orElseThrow();
  }

  private static byte[] noise(Random random, int size) {
    byte[] noise = new byte[size];
    random.nextBytes(noise);
    return noise;
  }

  @Test
  void of_what_nobody_wrote_to_the_block_is_taken_over() throws IOException {
    changeUnseen("base/1/2619");

    assertThat(copy.resolve("base/1/2619")).hasSameBinaryContentAs(original.resolve("base/1/2619"));
  }

  /** Where writing leaves no traces, nothing is what it seems to be. */
  @Test
  void unless_not_even_the_servers_own_writing_was_seen() throws IOException {
    Files.createDirectories(original.resolve("global"));
    Files.writeString(original.resolve("global/pg_control"), "written by each server");
    changeUnseen("base/1/2619");

    assertThat(copy.resolve("base/1/2619")).hasContent("changed");
  }

  @Test
  void a_large_file_that_has_grown_unseen_keeps_its_end() throws IOException {
    Files.createDirectories(original.resolve("global"));
    Files.writeString(original.resolve("global/pg_control"), "written by each server");
    String grown = "x".repeat(3 * BLOCK);
    changeUnseen("base/1/large", grown);

    assertThat(copy.resolve("base/1/large")).hasContent(grown);
  }

  private void changeUnseen(String name) throws IOException {
    changeUnseen(name, "changed");
  }

  private void changeUnseen(String name, String content) throws IOException {
    PackedDirectory.pack(original, file);
    KnownBlocks unpacked = PackedDirectory.unpack(file, copy, path -> {});
    Path changed = copy.resolve(name);
    FileTime before = Files.getLastModifiedTime(changed);
    Files.writeString(changed, content);
    Files.setLastModifiedTime(changed, before);
    PackedDirectory.pack(copy, folder.resolve("again"), unpacked);
    copy = folder.resolve("copy2");
    PackedDirectory.unpack(folder.resolve("again"), copy, path -> {});
  }

  @Test
  void what_is_taken_over_is_whole_and_the_directory_comes_last() throws IOException {
    PackedDirectory.pack(original, file);
    List<Path> taken = Collections.synchronizedList(new ArrayList<>());

    PackedDirectory.unpack(
        file,
        copy,
        path -> {
          if (Files.isRegularFile(path)) {
            assertThat(path).hasSameBinaryContentAs(original.resolve(copy.relativize(path)));
          } else {
            assertThat(taken).containsAll(below(path));
          }
          taken.add(path);
        });

    assertThat(taken).containsAll(below(copy)).doesNotHaveDuplicates().endsWith(copy);
  }

  private static List<Path> below(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root)).toList();
    }
  }

  @Test
  void a_cut_file_is_named_wherever_it_was_cut() throws IOException {
    PackedDirectory.pack(original, file);
    byte[] whole = Files.readAllBytes(file);
    for (int kept : places(whole.length)) {
      Files.write(file, Arrays.copyOf(whole, kept));

      assertDamaged(kept, whole.length);
    }
  }

  /** Heads, names, sizes: not only the content of files. */
  @Test
  void a_changed_bit_is_noticed_wherever_it_is() throws IOException {
    PackedDirectory.pack(original, file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(2);
    for (int place : places(whole.length)) {
      byte[] bytes = whole.clone();
      bytes[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);

      assertDamaged(place, whole.length);
    }
  }

  private static int[] places(int length) {
    return IntStream.concat(
            new Random(2).ints(200, 0, length),
            IntStream.range(0, length).filter(place -> place < 150 || place >= length - 600))
        .toArray();
  }

  private void assertDamaged(int place, int length) throws IOException {
    assertThatIOException()
        .as("byte %s of %s", place, length)
        .isThrownBy(() -> PackedDirectory.unpack(file, copy, path -> {}))
        .isInstanceOf(DamagedStateException.class)
        .withMessageContaining(file.toString())
        .withMessageContaining("damaged");
    Folders.delete(copy);
  }

  /** Its mark differs; all else in its head is as it should be. */
  @Test
  void a_zip_as_it_was_packed_before_is_none_of_ours() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(24).putLong(0x6462_6167_656e_7470L);
    head.putLong(0).putInt(0);
    CRC32 sum = new CRC32();
    sum.update(head.array(), 0, head.position());
    Files.write(file, head.putInt((int) sum.getValue()).array());

    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.unpack(file, copy, path -> {}))
        .isInstanceOf(DamagedStateException.class)
        .withMessageEndingWith("its head was altered");
  }

  @Test
  void what_others_add_behind_it_is_no_matter() throws IOException {
    PackedDirectory.pack(original, file);
    Files.write(file, new byte[100], StandardOpenOption.APPEND);

    PackedDirectory.unpack(file, copy, path -> {});

    assertThat(tree(copy)).contains("base/1/2619");
  }

  @Test
  void a_folder_in_its_place_is_damage_and_a_file_that_went_is_told_as_gone() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.unpack(Files.createDirectory(file), copy, path -> {}))
        .isInstanceOf(DamagedStateException.class);
    assertThatIOException()
        .isThrownBy(
            () ->
                PackedDirectory.unpack(folder.resolve("none"), folder.resolve("copy2"), path -> {}))
        .isInstanceOf(DamagedStateException.class)
        .withMessageEndingWith("none is gone");
  }

  @Test
  void a_file_that_changes_while_it_is_packed_is_refused() throws IOException {
    PackedBlock.Writing block = new PackedBlock.Writing(false);
    Path changing = original.resolve("PG_VERSION");
    block.add(changing, "PG_VERSION", 3, 0, 3);
    for (String text : List.of("18", "18.1\n")) {
      Files.writeString(changing, text);

      assertThatIOException()
          .isThrownBy(block::call)
          .withMessage(changing + " was changed while it was packed");
    }
  }

  /** The content is sound, so it is no damage that a file cannot be written. */
  @Test
  void what_cannot_be_written_is_told_and_no_thread_stays() throws IOException {
    writeSound("missing/1");

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> PackedDirectory.unpack(file, copy, path -> {}))
        .withMessageEndingWith("missing/1");
    assertNoThreadStays();
  }

  @Test
  void a_name_that_leads_out_is_damage() throws IOException {
    writeSound("../outside");

    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.unpack(file, copy, path -> {}))
        .isInstanceOf(DamagedStateException.class)
        .withMessageEndingWith("leads out of the directory");
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  /** A file of that name is packed, whatever comes of it, and others around it. */
  private void writeSound(String name) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      PackedContent.Writing content = new PackedContent.Writing(out);
      DataOutputStream data = new DataOutputStream(content);
      for (int i = 0; i < 100; i++) {
        PackedBlock.Writing block = new PackedBlock.Writing(false);
        block.add(original.resolve("base/1/2619"), i == 50 ? name : "" + i, 50_000, 0, 50_000);
        block.call();
        data.writeByte(PackedDirectory.BLOCK);
        block.writeTo(data);
      }
      out.flush();
      content.seal(file);
    }
  }

  @Test
  void what_cannot_be_read_is_told_and_nothing_stays() throws IOException {
    Path gone = original.resolve("base/1/gone");
    Path link = original.resolve("zzz");
    for (int i = 0; i < 1_000; i++) {
      Files.write(original.resolve("base/1/" + i), new byte[8_192]);
    }
    Files.createSymbolicLink(link, gone);

    assertThatIOException().isThrownBy(() -> PackedDirectory.pack(original, file));

    assertNoThreadStays();
    assertNothingAside();
  }

  @Test
  void interruption_ends_both_and_is_no_damage() throws IOException {
    Thread.currentThread().interrupt();
    assertThatIOException().isThrownBy(() -> PackedDirectory.pack(original, file));
    assertThat(Thread.interrupted()).isTrue();
    assertNoThreadStays();
    assertNothingAside();

    PackedDirectory.pack(original, file);
    Thread.currentThread().interrupt();
    assertThatIOException()
        .isThrownBy(() -> PackedDirectory.unpack(file, copy, path -> {}))
        .isNotInstanceOf(DamagedStateException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertNoThreadStays();
  }

  private void assertNothingAside() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(original);
    }
  }

  private static void assertNoThreadStays() {
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().endsWith("flating"))
        .allSatisfy(thread -> assertThat(ends(thread)).isTrue());
  }

  /** One that has done all its work may be on its last step. */
  private static boolean ends(Thread thread) throws InterruptedException {
    thread.join(10_000);
    return !thread.isAlive();
  }

  private void assertSame() throws IOException {
    assertThat(tree(copy))
        .containsExactlyElementsOf(
            tree(original).filter(name -> !name.startsWith("postmaster.")).toList());
    try (Stream<Path> all = Files.walk(copy)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        assertThat(path).hasSameBinaryContentAs(original.resolve(copy.relativize(path)));
      }
    }
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
