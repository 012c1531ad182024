// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.provenance.Changes.Fate;
import dev.dbagent.provenance.Changes.FileChange;
import dev.dbagent.provenance.Changes.ValueChange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedRecordsTest {

  private static final String MODULE = "org.acme:db";
  private static final Instant THEN = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir Path folder;
  private Path project;
  private VerifiedRecords records;

  @BeforeEach
  void makeAProject() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    records = recordsAt(THEN);
  }

  @Test
  void nothing_is_known_before_the_first_time() {
    assertThat(records.find(MODULE, project)).isEmpty();
  }

  @Test
  void what_is_the_same_has_not_changed() throws IOException {
    write("a.sql", "SELECT 1;\n");
    records.keep(MODULE, project, made());

    Changes changes = changes(made());

    assertThat(changes.isEmpty()).isTrue();
    assertThat(changes.environment()).isEmpty();
    assertThat(changes.since()).isEqualTo(THEN);
    assertThat(changes.sameCheckout()).isTrue();
  }

  @Test
  void what_other_records_keep_is_kept_as_it_is() throws IOException {
    write("a.sql", "SELECT 1;\n");
    Path file = records.keep(MODULE, project, made());
    VerifiedRecords others = new VerifiedRecords(folder.resolve("others"));

    others.keepSame(MODULE, project, file);

    LastVerified last = others.find(MODULE, project).orElseThrow();
    Changes changes = Changes.between(last, made(), null);
    assertThat(changes.isEmpty()).isTrue();
    assertThat(changes.since()).isEqualTo(THEN);
  }

  @Test
  void each_fate_of_a_file_is_told_the_failed_one_first() throws IOException {
    write("edited.sql", "one\ntwo\n");
    write("gone.sql", "gone\n");
    write("old name.sql", "the same\n");
    records.keep(MODULE, project, made());
    write("edited.sql", "one\n2\n");
    Files.delete(project.resolve("gone.sql"));
    Files.move(project.resolve("old name.sql"), project.resolve("new name.sql"));
    write("zz.sql", "new\n");

    Changes changes =
        Changes.between(records.find(MODULE, project).orElseThrow(), made(), "zz.sql");

    assertThat(changes.files())
        .containsExactly(
            new FileChange(Fate.ADDED, "zz.sql", List.of("@@ -0,0 +1,1 @@", "+new")),
            new FileChange(
                Fate.EDITED, "edited.sql", List.of("@@ -1,2 +1,2 @@", " one", "-two", "+2")),
            new FileChange(Fate.REMOVED, "gone.sql", List.of("@@ -1,1 +0,0 @@", "-gone")),
            new FileChange(Fate.RENAMED, "new name.sql", "old name.sql", List.of()));
  }

  @Test
  void line_ends_byte_order_mark_and_encoding_are_told_where_no_line_differs() throws IOException {
    write("ends.sql", "a\nb\n");
    write("mark.sql", "a\n");
    Files.write(project.resolve("latin.sql"), "Zürich\n".getBytes(StandardCharsets.UTF_8));
    records.keep(MODULE, project, made());
    write("ends.sql", "a\r\nb\r\n");
    write("mark.sql", "\uFEFFa\n");
    Files.write(project.resolve("latin.sql"), "Zürich\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(changes(made(Map.of("flyway.encoding", "ISO-8859-1"))).files())
        .containsExactly(
            new FileChange(
                Fate.EDITED, "ends.sql", List.of("... the line ends were LF and are CRLF")),
            new FileChange(
                Fate.EDITED, "latin.sql", List.of("... the encoding was UTF-8 and is ISO-8859-1")),
            new FileChange(Fate.EDITED, "mark.sql", List.of("... the byte order mark is new")));
  }

  @Test
  void a_difference_is_bounded() throws IOException {
    write("long.sql", "a\n".repeat(5000));
    records.keep(MODULE, project, made());
    write("long.sql", "b\n".repeat(5000));

    List<String> diff = changes(made()).files().get(0).diff();

    assertThat(diff).hasSize(41).last().asString().isEqualTo("... 9961 more lines");
  }

  @Test
  void of_what_is_no_text_only_the_fate_is_told() throws IOException {
    Files.write(project.resolve("x.jar"), new byte[] {1, 0, 2});
    records.keep(MODULE, project, made());
    Files.write(project.resolve("x.jar"), new byte[] {1, 0, 3});

    assertThat(changes(made()).files())
        .containsExactly(new FileChange(Fate.EDITED, "x.jar", List.of()));
  }

  @Test
  void settings_versions_and_environment_are_compared_by_name() throws IOException {
    records.keep(
        MODULE,
        project,
        new Ingredients(
            Map.of("Flyway", "12"), Map.of("a", "1", "b", "2"), Map.of("Java", "17"), files()));

    Changes changes =
        changes(
            new Ingredients(
                Map.of("Flyway", "13"), Map.of("b", "3", "c", "4"), Map.of("Java", "25"), files()));

    assertThat(changes.settings())
        .containsExactly(
            new ValueChange("a", "1", null),
            new ValueChange("b", "2", "3"),
            new ValueChange("c", null, "4"));
    assertThat(changes.versions()).containsExactly(new ValueChange("Flyway", "12", "13"));
    assertThat(changes.environment()).containsExactly(new ValueChange("Java", "17", "25"));
  }

  @Test
  void a_secret_that_changed_is_told_and_never_shown_or_stored() throws IOException {
    String name = "flyway.placeholders.dbPassword";
    write("a.sql", "CREATE ROLE app PASSWORD 'hunter2secret';\n");
    records.keep(MODULE, project, made(Map.of(name, "hunter2secret")));

    Changes changes = changes(made(Map.of(name, "another-secret")));

    assertThat(changes.settings()).containsExactly(new ValueChange(name, "****", "****"));
    assertThat(changes.toString()).doesNotContain("hunter2", "another-secret");
    assertThat(stored()).doesNotContain("hunter2", "another-secret");
    assertThat(changes(made(Map.of(name, "hunter2secret"))).isEmpty()).isTrue();
  }

  @Test
  void another_checkout_of_the_module_is_better_than_none() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    records.keep(MODULE, elsewhere, made());

    assertThat(records.find(MODULE, project).map(LastVerified::sameCheckout)).contains(false);
    assertThat(records.find("org.acme:other", project)).isEmpty();
  }

  @Test
  void the_own_checkout_counts_even_where_another_is_newer() throws IOException {
    records.keep(MODULE, project, made());
    recordsAt(THEN.plusSeconds(60)).keep(MODULE, folder.resolve("elsewhere"), made());

    assertThat(records.find(MODULE, project).map(LastVerified::sameCheckout)).contains(true);
  }

  @Test
  void a_record_is_for_its_owner_only() throws IOException {
    records.keep(MODULE, project, made());

    for (Path file : recordFiles()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void what_is_no_record_is_as_good_as_absent() throws IOException {
    records.keep(MODULE, project, made());
    for (Path file : recordFiles()) {
      Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0});
    }

    assertThat(records.find(MODULE, project)).isEmpty();
  }

  @Test
  void a_module_keeps_a_few_checkouts_and_never_costs_another_module_its_record()
      throws IOException {
    records.keep("org.acme:other", project, made());
    for (int i = 0; i < 12; i++) {
      records.keep(MODULE, folder.resolve("checkout" + i), made());
    }

    assertThat(recordFiles()).hasSize(9);
    assertThat(records.find("org.acme:other", project)).isPresent();
  }

  @Test
  void what_is_half_a_year_old_is_forgotten() throws IOException {
    records.keep("org.acme:other", project, made());
    for (Path file : recordFiles()) {
      Files.setLastModifiedTime(file, FileTime.from(THEN.minus(Duration.ofDays(181))));
    }

    records.keep(MODULE, project, made());

    assertThat(records.find("org.acme:other", project)).isEmpty();
  }

  @Test
  void all_is_forgotten_when_asked() throws IOException {
    records.keep(MODULE, project, made());

    records.clear();

    assertThat(recordFiles()).isEmpty();
  }

  private VerifiedRecords recordsAt(Instant time) {
    return new VerifiedRecords(folder.resolve("records"), Clock.fixed(time, ZoneOffset.UTC));
  }

  private Changes changes(Ingredients now) {
    Optional<LastVerified> last = records.find(MODULE, project);
    return Changes.between(last.orElseThrow(), now, null);
  }

  private Ingredients made() throws IOException {
    return made(Map.of());
  }

  private Ingredients made(Map<String, String> settings) throws IOException {
    return new Ingredients(Map.of(), settings, Map.of(), files());
  }

  private SourceFiles files() throws IOException {
    SourceFiles files = new SourceFiles();
    try (Stream<Path> entries = Files.list(project)) {
      entries.forEach(file -> files.take(String.valueOf(file.getFileName()), file));
    }
    return files;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(project.resolve(name), text);
  }

  private List<Path> recordFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("records"))) {
      return files.toList();
    }
  }

  /** Everything that is in the records, unpacked. */
  private String stored() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : recordFiles()) {
      try (InputStream in = new InflaterInputStream(Files.newInputStream(file))) {
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }
}
