// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {

  private static final StateLabel LABEL =
      new StateLabel(
          "org.example:shop:1",
          StateLabel.Kind.WHOLE,
          "db/migration/V2__näme.sql",
          "PostgreSQL 18.6",
          "0.1.0",
          "/home/ann/shop");

  /** Room for three of the states here, each with its trailer, and half another. */
  private static final StoreLimits SMALL = new StoreLimits(3500, StoreLimits.standard().age());

  @TempDir Path directory;

  private final Told told = new Told();

  @Test
  void a_sealed_state_is_found_by_its_name_only() {
    store().seal(named("a"), LABEL, containing("data"));

    assertThat(store().find(named("a")).orElseThrow().file()).content().startsWith("data");
    assertThat(store().find(named("b"))).isEmpty();
    assertThat(told.warnings()).isEmpty();
  }

  @Test
  void a_state_whose_making_fails_does_not_exist_and_leaves_nothing() throws IOException {
    assertThatThrownBy(
            () ->
                store()
                    .seal(
                        named("a"),
                        file -> {
                          containing("half").accept(file);
                          throw new IllegalStateException("server died");
                        }))
        .hasMessage("server died");

    assertThat(store().find(named("a"))).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void sealing_again_replaces_what_was_there() {
    store().seal(named("a"), containing("older"));
    store().seal(named("a"), containing("newer"));

    assertThat(store().find(named("a")).orElseThrow().file()).content().startsWith("newer");
  }

  @Test
  void a_state_cut_at_any_length_is_told_and_forgotten() throws IOException {
    byte[] whole = Files.readAllBytes(store().seal(named("a"), LABEL, containing("data")).file());
    for (int length = 0; length < whole.length; length++) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void a_flipped_bit_in_begin_or_end_is_told() throws IOException {
    byte[] whole = Files.readAllBytes(store().seal(named("a"), LABEL, containing("data")).file());
    for (int place = 0; place < whole.length; place++) {
      byte[] altered = whole.clone();
      altered[place] ^= (byte) (1 << place % 8);
      assertDamaged(altered);
    }
  }

  @Test
  void appended_bytes_are_told() throws IOException {
    byte[] whole = Files.readAllBytes(store().seal(named("a"), LABEL, containing("data")).file());
    for (int more : new int[] {1, 16, 100, 5000}) {
      assertDamaged(Arrays.copyOf(whole, whole.length + more));
    }
  }

  @Test
  void the_file_of_another_state_is_told_as_such() throws IOException {
    Path other = store().seal(named("b"), containing("another")).file();
    Path file = store().seal(named("a"), containing("data")).file();
    Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(store().find(named("a"))).isEmpty();
    assertThat(told.warnings())
        .containsExactly(
            "the sealed state %s is damaged: it holds the state of %s; it is made anew"
                .formatted(file, named("b").abbreviated()));
    assertThat(file).doesNotExist();
    assertThat(store().find(named("b"))).isPresent();
  }

  @Test
  void the_end_of_one_state_behind_the_content_of_another_is_told() throws IOException {
    byte[] a = Files.readAllBytes(store().seal(named("a"), containing("data")).file());
    byte[] b = Files.readAllBytes(store().seal(named("b"), containing("else")).file());
    System.arraycopy(b, 0, a, 0, 4);

    assertDamaged(a);
  }

  @Test
  void a_folder_in_its_place_is_told_and_gives_way() throws IOException {
    Path file = store().seal(named("a"), containing("data")).file();
    Files.delete(file);
    Files.createDirectories(file.resolve("inner"));

    assertThat(store().find(named("a"))).isEmpty();
    assertThat(told.warnings()).singleElement().asString().contains("damaged: it is a folder");
    Files.createDirectories(file.resolve("again"));
    store().seal(named("a"), containing("data"));
    assertThat(store().find(named("a"))).isPresent();
  }

  @Test
  void what_is_kept_of_a_state_comes_back_byte_by_byte() {
    byte[] facts = {0, 1, 2, -1};
    store().keep(named("a"), "facts", facts);
    store().keep(named("a"), "sources", new byte[0]);

    assertThat(store().findKept(named("a"), "facts")).hasValue(facts);
    assertThat(store().findKept(named("a"), "sources")).hasValue(new byte[0]);
    assertThat(store().findKept(named("b"), "facts")).isEmpty();
    assertThat(store().find(named("a"))).isEmpty();
    assertThatThrownBy(() -> store().keep(named("a"), "state", facts))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_kept_file_is_checked_to_its_last_byte() throws IOException {
    store().keep(named("a"), "facts", "x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    Path file = files().get(0);
    byte[] altered = Files.readAllBytes(file);
    altered[99_999] ^= 1;
    Files.write(file, altered);

    assertThat(store().findKept(named("a"), "facts")).isEmpty();
    assertThat(told.warnings()).singleElement().asString().contains(file + " is damaged: ");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_kept_file_under_another_kind_is_not_taken() throws IOException {
    store().keep(named("a"), "facts", new byte[] {1});
    Files.move(files().get(0), inStore(named("a").hex() + ".sources"));

    assertThat(store().findKept(named("a"), "sources")).isEmpty();
    assertThat(told.warnings()).singleElement().asString().contains("it holds the facts of");
  }

  @Test
  void the_least_recently_used_states_are_forgotten_with_what_is_kept_of_them() {
    for (int i = 0; i < 3; i++) {
      at(i, SMALL).seal(named("s" + i), containing("x".repeat(800)));
    }
    at(2, SMALL).keep(named("s2"), "facts", new byte[10]);
    at(3, SMALL).keep(named("s1"), "facts", new byte[10]);
    at(4, SMALL).find(named("s0"));
    at(3000, SMALL).seal(named("new"), containing("x".repeat(800)));

    assertThat(at(3001, SMALL).find(named("s2"))).isEmpty();
    assertThat(at(3001, SMALL).find(named("s0"))).isPresent();
    assertThat(at(3001, SMALL).find(named("new"))).isPresent();
    assertThat(at(3001, SMALL).find(named("s1"))).isPresent();
    assertThat(at(3001, SMALL).findKept(named("s1"), "facts")).isPresent();
    assertThat(at(3001, SMALL).findKept(named("s2"), "facts")).isEmpty();
  }

  @Test
  void what_was_used_a_moment_ago_stays_however_small_the_limits() {
    StoreLimits none = StoreLimits.of(0, 0);
    at(0, none).seal(named("old"), containing("x"));
    at(0, none).seal(named("found"), containing("x"));
    at(500, none).find(named("found"));
    at(700, none).seal(named("new"), containing("x"));

    assertThat(at(700, none).find(named("old"))).isEmpty();
    assertThat(at(700, none).find(named("found"))).isPresent();
    assertThat(at(700, none).find(named("new"))).isPresent();
  }

  @Test
  void for_small_things_room_is_made_when_all_are_kept() {
    StoreLimits none = StoreLimits.of(0, 0);
    at(0, none).keep(named("old"), "facts", new byte[1]);
    at(700, none).keep(named("new"), "facts", new byte[1]);
    assertThat(inStore(named("old").hex() + ".facts")).exists();

    at(700, none).makeRoom();

    assertThat(inStore(named("old").hex() + ".facts")).doesNotExist();
    assertThat(inStore(named("new").hex() + ".facts")).exists();
  }

  @Test
  void what_nobody_used_for_a_month_is_forgotten() {
    int day = 24 * 3600;
    at(0, StoreLimits.standard()).seal(named("a"), containing("x"));
    at(29 * day, StoreLimits.standard()).seal(named("b"), containing("x"));
    assertThat(inStore(named("a").hex() + ".state")).exists();

    at(31 * day, StoreLimits.standard()).seal(named("c"), containing("x"));
    assertThat(inStore(named("a").hex() + ".state")).doesNotExist();
    assertThat(inStore(named("b").hex() + ".state")).exists();
  }

  @Test
  void who_has_a_state_open_reads_on_when_it_is_forgotten_or_replaced() throws IOException {
    String content = "x".repeat(300_000);
    for (boolean linked : new boolean[] {false, true}) {
      Path file = store().seal(named("a"), containing(content)).file();
      Path link = directory.resolve("link" + linked);
      if (linked) {
        Files.createLink(link, file);
      }
      try (var open = Files.newInputStream(file)) {
        assertThat(open.read()).isEqualTo('x');
        store().seal(named("a"), containing("something else"));
        store().forget(named("a"));
        assertThat(file).doesNotExist();
        assertThat(new String(open.readNBytes(299_999), StandardCharsets.UTF_8))
            .isEqualTo(content.substring(1));
      }
      assertThat(Files.exists(link)).isEqualTo(linked);
    }
  }

  @Test
  void builds_that_seal_find_and_forget_at_once_never_see_half_a_state() throws Exception {
    String content = "y".repeat(200_000);
    ExecutorService builds = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> work =
          IntStream.range(0, 8).<Callable<Integer>>mapToObj(i -> () -> rounds(i, content)).toList();
      int found = 0;
      for (Future<Integer> build : builds.invokeAll(work)) {
        found += build.get();
      }
      assertThat(found).isPositive();
    } finally {
      builds.shutdownNow();
    }
    assertThat(told.warnings()).isEmpty();
    assertThat(files()).noneMatch(file -> file.toString().endsWith(".part"));
  }

  private int rounds(int build, String content) throws IOException {
    StateStore store = new StateStore(directory, StoreLimits.of(0, 0), told);
    int found = 0;
    for (int round = 0; round < 40; round++) {
      Fingerprint name = named("s" + (round + build) % 3);
      if (build == 0) {
        store.clear();
      } else if (round % 3 == 0) {
        store.seal(name, containing(content));
      } else {
        SealedState state = store.find(name).orElse(null);
        found += state == null ? 0 : whole(state.file(), content);
      }
    }
    return found;
  }

  private static int whole(Path file, String content) throws IOException {
    try {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith(content);
      return 1;
    } catch (NoSuchFileException e) {
      // Another one cleared the store between finding and opening: gone, not half.
      return 0;
    }
  }

  @Test
  void what_a_killed_build_left_half_written_is_forgotten_in_time() throws IOException {
    Files.createDirectories(inStore(""));
    Path left = Files.createFile(inStore(named("a").hex() + ".0.part"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.ofEpochSecond(1_000_000)));

    at(500, SMALL).seal(named("a"), containing("x"));
    assertThat(left).as("it may be another build's that is at work").exists();

    at(700, SMALL).seal(named("b"), containing("x"));
    assertThat(left).doesNotExist();
  }

  @Test
  void the_list_tells_what_each_state_is_made_of() throws IOException {
    at(1, SMALL).seal(named("a"), LABEL, containing("data"));
    at(2, SMALL).keep(named("a"), "facts", new byte[100]);
    at(5, SMALL).seal(named("b"), containing("data"));
    Files.writeString(inStore(named("c").hex() + ".state"), "damaged");

    assertThat(store().states())
        .extracting(StoredState::name, StoredState::label)
        .contains(
            tuple(named("a").hex(), LABEL),
            tuple(named("b").hex(), StateLabel.unknown()),
            tuple(named("c").hex(), StateLabel.unknown()));
    StoredState a =
        store().states().stream().filter(s -> s.name().equals(named("a").hex())).findFirst().get();
    assertThat(a.lastUse()).isEqualTo(Instant.ofEpochSecond(1_000_002));
    try (Stream<Path> all = Files.list(inStore(""))) {
      assertThat(a.size())
          .isEqualTo(
              all.filter(file -> file.getFileName().toString().startsWith(named("a").hex()))
                  .mapToLong(file -> file.toFile().length())
                  .sum());
    }
    assertThat(new StateStore(directory.resolve("absent")).states()).isEmpty();
  }

  @Test
  void a_label_too_long_to_be_written_is_cut() {
    String endless = "€".repeat(100_000);
    StateLabel label =
        new StateLabel(endless, StateLabel.Kind.PREFIX, endless, endless, endless, endless);
    store().seal(named("a"), label, containing("data"));

    assertThat(store().find(named("a"))).isPresent();
    assertThat(store().states().get(0).label().module()).startsWith("€€€").hasSize(20_000);
  }

  @Test
  void clearing_forgets_all_and_counts_the_states() throws IOException {
    store().seal(named("a"), containing("x"));
    store().seal(named("b"), containing("x"));
    store().keep(named("b"), "facts", new byte[1]);

    assertThat(store().clear()).isEqualTo(2);
    assertThat(files()).isEmpty();
    assertThat(new StateStore(directory.resolve("absent")).clear()).isZero();
  }

  @Test
  void a_store_of_another_form_is_left_alone() throws IOException {
    Path other = Files.createDirectories(directory.resolve("2")).resolve(named("a").hex());
    Files.writeString(other.resolveSibling(other.getFileName() + ".state"), "of tomorrow");

    assertThat(store().find(named("a"))).isEmpty();
    store().seal(named("a"), containing("x"));
    store().clear();
    assertThat(other.resolveSibling(other.getFileName() + ".state")).hasContent("of tomorrow");
    assertThat(told.warnings()).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_used_is_named() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new StateStore(file).seal(named("a"), containing("x")))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CACHE_UNUSABLE))
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_build_that_does_not_need_the_store_is_told_in_one_line() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    StateStore store = new StateStore(file, SMALL, told);

    assertThat(store.sealIfPossible(named("a"), LABEL, containing("x"))).isEmpty();
    assertThat(told.warnings())
        .singleElement()
        .asString()
        .startsWith("the state is not kept, so whatever needs it makes it again: the state store ")
        .doesNotContain("\n");
    assertThat(store.find(named("a"))).isEmpty();
    store.keep(named("a"), "facts", new byte[1]);
    assertThat(store.findKept(named("a"), "facts")).isEmpty();
    assertThat(told.warnings()).hasSize(1);
  }

  @Test
  void a_packer_s_own_failure_is_none_of_the_store() {
    assertThatThrownBy(
            () ->
                store()
                    .sealIfPossible(
                        named("a"),
                        LABEL,
                        file -> {
                          throw new StageFailure(
                              FailureKind.SERVER_FAILED, "it went", new IOException());
                        }))
        .hasMessage("it went");
  }

  private void assertDamaged(byte[] content) throws IOException {
    Path file = inStore(named("a").hex() + ".state");
    Files.write(file, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    int before = told.warnings().size();

    assertThat(store().find(named("a"))).as("%s bytes", content.length).isEmpty();
    assertThat(told.warnings()).hasSize(before + 1);
    assertThat(told.warnings().get(before))
        .startsWith("the sealed state " + file + " is damaged: ")
        .endsWith("; it is made anew");
    assertThat(file).doesNotExist();
  }

  private StateStore store() {
    return new StateStore(directory, StoreLimits.standard(), told);
  }

  private StateStore at(int second, StoreLimits limits) {
    return new StateStore(
        directory,
        limits,
        told,
        Clock.fixed(Instant.ofEpochSecond(1_000_000L + second), ZoneOffset.UTC));
  }

  private Path inStore(String name) {
    return directory.resolve("1").resolve(name);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(inStore(""))) {
      return files.toList();
    }
  }

  private static Fingerprint named(String name) {
    return Fingerprint.of(name).build();
  }

  private static Consumer<Path> containing(String text) {
    return file -> {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
