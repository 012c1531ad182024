// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.testing.SmallDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareDirectoriesTest {

  @TempDir Path folder;

  private Path root;
  private SpareDirectories spares;
  private int folders;

  @BeforeEach
  void place() throws IOException {
    root = Files.createDirectory(folder.resolve("spare"));
    spares = new SpareDirectories(root, RunAs.SELF);
  }

  @Test
  void it_is_given_away_once_as_it_was_packed() throws IOException {
    Path packed = putBy("one");
    Path data = data();

    KnownBlocks known = spares.take(packed, data).orElseThrow();

    assertThat(PackedDirectory.isUntouched(data, known)).isTrue();
    assertThat(data.resolve("base/1/table")).hasContent("one");
    assertThat(data.resolve("pg_empty")).isEmptyDirectory();
    assertThat(data.resolve("postmaster.opts")).doesNotExist();
    assertThat(data.resolveSibling("spare")).doesNotExist();
    assertThat(root).isEmptyDirectory();
    assertNone(packed);
  }

  @Test
  void what_was_served_since_is_made_again() throws IOException {
    WorkFolder work = filled("one");
    Path packed = folder.resolve("packed");
    PackedDirectory.Packed known = PackedDirectory.pack(work.data(), packed, KnownBlocks.NONE);
    Files.writeString(work.data().resolve("base/1/table"), "two");
    Files.writeString(work.data().resolve("base/1/other"), "new");
    spares.putBy(work, known, true);

    Path data = data();
    assertThat(spares.take(packed, data)).isPresent();
    assertThat(data.resolve("base/1/table")).hasContent("one");
    assertThat(data.resolve("base/1/other")).doesNotExist();
  }

  @Test
  void one_of_another_state_stays() throws IOException {
    putBy("one");
    Path other = folder.resolve("other");
    PackedDirectory.pack(filled("two").data(), other);

    assertNone(other);
    assertThat(names()).hasSize(1);
  }

  @Test
  void one_that_somebody_wrote_to_is_of_no_use() throws IOException {
    List<Change> changes =
        List.of(
            data -> Files.writeString(data.resolve("base/1/table"), "eno"),
            data -> Files.delete(data.resolve("base/1/table")),
            data -> Files.delete(data.resolve("pg_empty")),
            data -> Files.createFile(data.resolve("base/2")),
            data -> Files.createDirectory(data.resolve("base/2")),
            data -> Files.delete(data.resolveSibling("blocks")),
            data -> cut(data.resolveSibling("blocks")),
            data -> overwriteEnd(data.resolveSibling("blocks")));
    for (Change change : changes) {
      Path packed = putBy("one");
      change.on(root.resolve(names().get(0)).resolve("data"));

      assertNone(packed);
      assertThat(root).isEmptyDirectory();
    }
  }

  @Test
  void of_a_damaged_state_none_is_given_away() throws IOException {
    Path packed = putBy("one");
    overwriteEnd(packed);

    assertNone(packed);
    assertNone(folder.resolve("gone"));
  }

  @Test
  void data_of_another_account_are_of_no_use() throws IOException {
    assumeTrue(ProcessUser.isRoot());
    Path packed = putBy("one");
    RunAs nobody = new RunAs("nobody", List.of(), new Account("nobody", 65534, 65534));

    assertThat(new SpareDirectories(root, nobody).take(packed, data())).isEmpty();
  }

  @Test
  void only_its_owner_can_reach_into_it() throws IOException {
    putBy("one");

    Path spare = root.resolve(names().get(0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spare)))
        .isEqualTo("rwx------");
  }

  @Test
  void four_at_most_stay_and_none_for_longer_than_a_week() throws IOException {
    List<Path> packed = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Path one = putBy("state " + i);
      packed.add(one);
      // The first is the oldest.
      age(newest(), Duration.ofHours(6 - i));
    }
    assertThat(names()).hasSize(4);
    assertNone(packed.get(0));
    assertNone(packed.get(1));
    assertThat(spares.take(packed.get(2), data())).isPresent();
    age(newest(), Duration.ofDays(8));

    SpareDirectories.sweep(root);

    assertThat(names()).hasSize(2);
  }

  @Test
  void of_many_who_want_it_one_gets_it() throws Exception {
    Path packed = putBy("one");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<KnownBlocks>>> takers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Path data = data();
        takers.add(() -> spares.take(packed, data));
      }
      int taken = 0;
      for (Future<Optional<KnownBlocks>> one : threads.invokeAll(takers)) {
        taken += one.get().isPresent() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_disk_that_is_nearly_full_has_none() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=1200m")) {
      root = Files.createDirectory(disk.folder().resolve("spare"));
      spares = new SpareDirectories(root, RunAs.SELF);
      folder = disk.folder();
      putBy("one");
      assertThat(names()).hasSize(1);
      disk.change("size=900m");
      putBy("two");
      assertThat(names()).hasSize(1);

      SpareDirectories.sweep(root);

      assertThat(root).isEmptyDirectory();
    }
  }

  /** Returns what it was packed into. */
  private Path putBy(String content) throws IOException {
    WorkFolder work = filled(content);
    Path packed = folder.resolve("packed" + folders);
    spares.putBy(work, PackedDirectory.pack(work.data(), packed, KnownBlocks.NONE), false);
    return packed;
  }

  private WorkFolder filled(String content) throws IOException {
    WorkFolder work = workFolder();
    Files.createDirectories(work.data().resolve("base/1"));
    Files.createDirectories(work.data().resolve("pg_empty"));
    Files.writeString(work.data().resolve("base/1/table"), content);
    Files.writeString(work.data().resolve("postmaster.opts"), "postgres");
    return work;
  }

  private void assertNone(Path packed) throws IOException {
    WorkFolder work = workFolder();
    assertThat(spares.take(packed, work.data())).isEmpty();
    assertThat(work.path()).isEmptyDirectory();
  }

  private Path data() throws IOException {
    return workFolder().data();
  }

  private WorkFolder workFolder() throws IOException {
    folders++;
    return new WorkFolder(Files.createDirectory(folder.resolve("work" + folders)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private Path newest() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.max((one, other) -> Long.compare(modified(one), modified(other))).orElseThrow();
    }
  }

  private static long modified(Path path) {
    return path.toFile().lastModified();
  }

  private static void age(Path spare, Duration age) throws IOException {
    Files.setLastModifiedTime(spare, FileTime.from(Instant.now().minus(age)));
  }

  private static void cut(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }

  private static void overwriteEnd(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  private interface Change {
    void on(Path data) throws IOException;
  }
}
