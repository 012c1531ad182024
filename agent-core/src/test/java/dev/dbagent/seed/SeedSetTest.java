// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedSetTest {

  @TempDir Path project;

  @Test
  void a_folder_that_does_not_exist_holds_no_seeds() {
    assertThat(read("public").files()).isEmpty();
  }

  @Test
  void files_are_sorted_by_table_and_know_what_they_declare() throws IOException {
    write("zoo.csv", "id,\"Name\"\n1,a\n2,\"b\nc\"\n");
    write("billing.invoice.csv", "id\n");
    write("Order.csv", "id\n1\n");
    write(".gitkeep", "");

    List<SeedFile> files = read("app").files();

    assertThat(files)
        .extracting(SeedFile::table)
        .containsExactly(
            new TableName("app", "Order"),
            new TableName("app", "zoo"),
            new TableName("billing", "invoice"));
    SeedFile zoo = files.get(1);
    assertThat(zoo.path()).isEqualTo("src/main/db/seed/zoo.csv");
    assertThat(zoo.header()).containsExactly("id", "Name");
    assertThat(zoo.rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.b.c.csv", "a..csv", "a.txt", "a.CSV", "a.csv.orig", "README.md", "a.yml.bak"})
  void whatever_is_no_seed_is_refused(String name) throws IOException {
    write(name, "id\n1\n");
    StageFailure failure = refused();
    assertThat(failure.place()).hasToString("src/main/db/seed/" + name);
    assertThat(failure).hasMessageContaining("[schema.]table.csv");
  }

  @Test
  void a_folder_is_no_seed_whatever_its_name() throws IOException {
    Files.createDirectories(seeds().resolve("a.csv"));
    assertThat(refused()).hasMessageContaining("[schema.]table.csv");
  }

  @Test
  void a_profile_adds_its_files_and_its_rows_come_later() throws IOException {
    write("a.csv", "id\n1\n");
    write("demo/a.yml", "- id: 2\n");
    write("test/b.csv", "id\n3\n");
    write("test/a.csv", "id\n4\n");
    write("other/whatever.txt", "");

    assertThat(read("public").files())
        .extracting(SeedFile::path)
        .containsExactly("src/main/db/seed/a.csv");
    assertThat(read("public", "test", "demo", "test").files())
        .extracting(SeedFile::path)
        .containsExactly(
            "src/main/db/seed/a.csv",
            "src/main/db/seed/test/a.csv",
            "src/main/db/seed/demo/a.yml",
            "src/main/db/seed/test/b.csv");
  }

  @Test
  void a_profile_that_has_no_folder_is_told_with_those_that_have() throws IOException {
    write("demo/a.csv", "id\n");
    write("test/a.csv", "id\n");
    write("no.profile/.gitkeep", "");

    for (String name : List.of("dmeo", "no.profile", "../seed", "")) {
      StageFailure failure =
          catchThrowableOfType(StageFailure.class, () -> read("public", "test", name));
      assertThat(failure.kind()).isEqualTo(FailureKind.SEED_PROFILE_UNKNOWN);
      assertThat(failure).hasMessageStartingWith("there is no seed profile " + name);
      assertThat(failure.facts().notes())
          .containsExactly("The seed folder has the profiles demo, test.");
    }
  }

  @Test
  void within_a_profile_a_table_has_one_file() throws IOException {
    write("demo/a.csv", "id\n");
    write("demo/a.yaml", "- id: 1\n");
    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read("public", "demo"));
    assertThat(failure.kind()).isEqualTo(FailureKind.SEED_TABLE_CLAIMED_TWICE);
    assertThat(failure.place()).hasToString("src/main/db/seed/demo/a.yaml");
  }

  @Test
  void what_is_read_is_told_whether_it_is_there_or_not() throws IOException {
    write("a.csv", "id\n");
    write("demo/a.csv", "id\n");
    write("test/a.csv", "id\n");
    write("no.profile/.gitkeep", "");
    List<String> told = new ArrayList<>();

    SeedSet.sources(settings("public", "demo", "gone"), (path, file) -> told.add(path));

    assertThat(told)
        .containsExactly(
            "src/main/db/seed/a.csv",
            "src/main/db/seed/no.profile",
            "src/main/db/seed/demo/a.csv",
            "src/main/db/seed/gone");
  }

  @Test
  void a_table_has_one_file() throws IOException {
    write("a.csv", "id\n");
    write("public.a.csv", "id\n");
    StageFailure failure = refused(FailureKind.SEED_TABLE_CLAIMED_TWICE);
    assertThat(failure.place()).hasToString("src/main/db/seed/public.a.csv");
    assertThat(failure).hasMessage("table public.a has a second file, src/main/db/seed/a.csv");
    assertThat(failure.facts().related())
        .containsExactly(
            new Related(Place.file("src/main/db/seed/a.csv"), "the first file of public.a"));
  }

  @Test
  void what_is_not_utf_8_is_refused_with_its_first_bad_byte() throws IOException {
    Files.createDirectories(seeds());
    Files.write(
        seeds().resolve("a.csv"), "id\n\u00e9\n".repeat(5000).getBytes(StandardCharsets.UTF_8));
    assertThat(read("public").files()).hasSize(1);

    bytes("b.csv", "id,n\r\n1,G\u00fcnther\r\n2,x\r\n".getBytes(StandardCharsets.ISO_8859_1));
    StageFailure failure = refused(FailureKind.SEED_ENCODING_WRONG);
    assertThat(failure.place()).hasToString("src/main/db/seed/b.csv:2:4");
    assertThat(failure).hasMessage("the byte 0xFC here is not UTF-8");
    assertThat(failure.facts().notes())
        .containsExactly(
            "The file is probably written in ISO-8859-1 or windows-1252, in which this byte is"
                + " '\u00fc'.");
    assertThat(failure.facts().excerpt())
        .isEqualTo(new Excerpt(1, List.of("id,n", "1,G\uFFFDnther", "2,x"), 2, 3));

    bytes("b.csv", "id\n\u20ac\n".getBytes("windows-1252"));
    assertThat(refused(FailureKind.SEED_ENCODING_WRONG).facts().notes())
        .containsExactly(
            "The file is probably written in windows-1252, in which this byte is '\u20ac'.");

    bytes("b.csv", "id\n1\n".getBytes(StandardCharsets.UTF_16));
    failure = refused(FailureKind.SEED_ENCODING_WRONG);
    assertThat(failure.place()).hasToString("src/main/db/seed/b.csv:1:1");
    assertThat(failure.facts().notes())
        .containsExactly("The file begins with the byte order mark of UTF-16.");
  }

  @Test
  void bytes_that_break_off_are_found_where_they_begin() throws IOException {
    bytes("b.csv", new byte[] {'i', 'd', '\n', (byte) 0xC3, (byte) 0xA9, (byte) 0xE2, (byte) 0x82});
    StageFailure failure = refused(FailureKind.SEED_ENCODING_WRONG);
    assertThat(failure.place()).hasToString("src/main/db/seed/b.csv:2:2");
  }

  @Test
  void malformed_csv_is_placed() throws IOException {
    write("a.csv", "id,b\n1\n");
    assertThat(refused().place()).hasToString("src/main/db/seed/a.csv:2:1");
  }

  @Test
  void the_fingerprint_is_over_what_is_loaded() throws IOException {
    write("a.csv", "id,b\n1,\"x\"\n2,\n");
    String one = read("public").fingerprint().hex();

    write("a.csv", "\uFEFFid,b\r\n1,x\r\n\"2\",\r\n");
    assertThat(read("public").fingerprint().hex()).isEqualTo(one);

    for (String other :
        List.of(
            "id,b\n1,x\n2,\"\"\n",
            "id,b\n2,\n1,x\n",
            "id,b\n1,x\n",
            "id,c\n1,x\n2,\n",
            "id,b\n1,\"x\n\"\n2,\n",
            "id,b\n1,\"x\r\n\"\n2,\n")) {
      write("a.csv", other);
      assertThat(read("public").fingerprint().hex()).as(other).isNotEqualTo(one);
    }
  }

  @Test
  void the_fingerprint_knows_the_table_but_not_the_folder() throws IOException {
    write("a.csv", "id\n1\n");
    String one = read("public").fingerprint().hex();
    assertThat(read("other").fingerprint().hex()).isNotEqualTo(one);

    Path elsewhere = Files.createDirectories(project.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("public.a.csv"), "id\n1\n");
    assertThat(SeedSet.read(new SeedSettings(project, elsewhere, "app")).fingerprint().hex())
        .isEqualTo(one);
  }

  private StageFailure refused() {
    return refused(FailureKind.SEED_UNREADABLE);
  }

  private StageFailure refused(FailureKind kind) {
    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read("public"));
    assertThat(failure).as("reading").isNotNull();
    assertThat(failure.kind()).isEqualTo(kind);
    return failure;
  }

  private SeedSet read(String schema, String... profiles) {
    return SeedSet.read(settings(schema, profiles));
  }

  private SeedSettings settings(String schema, String... profiles) {
    return new SeedSettings(project, Path.of("src/main/db/seed"), schema).with(List.of(profiles));
  }

  private Path seeds() {
    return project.resolve("src/main/db/seed");
  }

  private void bytes(String name, byte[] content) throws IOException {
    Files.createDirectories(seeds());
    Files.write(seeds().resolve(name), content);
  }

  private void write(String name, String content) throws IOException {
    Path file = seeds().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
