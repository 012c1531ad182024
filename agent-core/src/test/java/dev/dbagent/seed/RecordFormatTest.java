// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

class RecordFormatTest {

  @TempDir Path folder;

  @Test
  void a_value_is_the_text_that_stands_there() {
    assertThat(
            read(
                """
                - a: NO
                  b: 12:30:45
                  c: 007
                  d: 1e3
                  e:   two words, a#b -and so on?
                  f: -5
                  g: "" \s
                  h: ~
                  "i: j": "{\\"x\\": \\"y\\"}"
                """))
        .containsExactly(
            "1 [a, b, c, d, e, f, g, h, i: j]",
            "1 [NO, 12:30:45, 007, 1e3, two words, a#b -and so on?, -5, , null, {\"x\": \"y\"}]");
  }

  @Test
  void escapes_are_those_of_yaml() {
    assertThat(
            read(
                "- a: \"\\n\\t\\r\\\"\\\\\\/ \\u00e9\\U0001f600\\x41\\a\\b\\e\\f\\v\\0\\N\\_\\L\\P\"\n"))
        .containsExactly(
            "1 [a]",
            "1 [\n\t\r\"\\/ \u00e9\uD83D\uDE00A\u0007\b\u001b\f\u000b\u0000\u0085\u00a0\u2028\u2029]");
  }

  @Test
  void rows_may_differ_in_their_columns_and_each_knows_its_line() {
    assertThat(
            read(
                """
                # a comment

                - id: 1
                  # within
                  name: x

                - id: 2
                  name: y
                - id: 3
                """))
        .containsExactly("3 [id, name]", "3 [1, x]", "7 [2, y]", "9 [id]", "9 [3]");
  }

  @Test
  void windows_line_ends_and_a_byte_order_mark_say_nothing() {
    assertThat(read("\uFEFF- id: 1\r\n  name: x\r\n")).containsExactly("1 [id, name]", "1 [1, x]");
  }

  @Test
  void a_file_of_comments_has_no_rows() {
    assertThat(read("# nothing yet\n")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void what_yaml_reads_in_another_way_is_refused_with_its_place(
      String text, int line, int column, String reason) {
    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read(text));

    assertThat(failure).as("reading").isNotNull();
    assertThat(failure.kind()).isEqualTo(FailureKind.SEED_UNREADABLE);
    assertThat(failure.place()).hasToString("t.yml:" + line + ":" + column);
    assertThat(failure).hasMessageContaining(reason);
  }

  static List<Arguments> malformed() {
    return List.of(
        Arguments.of("id: 1\n", 1, 1, "a line begins with \"- \""),
        Arguments.of("  id: 1\n", 1, 1, "a row begins with \"- \""),
        Arguments.of("---\n- id: 1\n", 1, 1, "without document markers"),
        Arguments.of("- id: 1\n\tname: x\n", 2, 1, "a tab stands here"),
        Arguments.of("-\n  id: 1\n", 1, 1, "a line begins with \"- \""),
        Arguments.of("-   id: 1\n", 1, 3, "at the third character"),
        Arguments.of("- id: 1\n    name: x\n", 2, 3, "at the third character"),
        Arguments.of("- id: 1\n- - x: 1\n", 2, 3, "means something else in YAML"),
        Arguments.of("- id\n", 1, 3, "column: value"),
        Arguments.of("- id:1\n", 1, 3, "column: value"),
        Arguments.of("- id: 1\n  id: 2\n", 2, 3, "gives id twice, first in line 1"),
        Arguments.of("- id:\n", 1, 6, "nothing stands here; write ~ for NULL"),
        Arguments.of("- id:  \n", 1, 8, "nothing stands here"),
        Arguments.of("- id: NULL\n", 1, 7, "write ~ for NULL, or put the word"),
        Arguments.of("- é: 'x'\n", 1, 6, "single quotes are not read here"),
        Arguments.of("- id: |\n    x\n", 1, 7, "blocks of several lines"),
        Arguments.of("- id: [1]\n", 1, 7, "lists and maps"),
        Arguments.of("- {id: 1}\n", 1, 3, "lists and maps"),
        Arguments.of("- id: &a 1\n", 1, 7, "anchors and aliases"),
        Arguments.of("- id: !!int 1\n", 1, 7, "tags are not read here"),
        Arguments.of("- id: - 1\n", 1, 7, "means something else in YAML"),
        Arguments.of("- id: -\n", 1, 7, "means something else in YAML"),
        Arguments.of("- id: @x\n", 1, 7, "means something else in YAML"),
        Arguments.of("- id: a: b\n", 1, 8, "a colon before a blank"),
        Arguments.of("- id: a:\n", 1, 8, "a colon before a blank"),
        Arguments.of("- id: a # b\n", 1, 9, "is a comment in YAML"),
        Arguments.of("- id: a\tb\n", 1, 8, "a tab stands here"),
        Arguments.of("- id: \"a\n", 1, 7, "the quote that opens here is not closed"),
        Arguments.of("- id: \"a\" b\n", 1, 10, "something follows the closing quote"),
        Arguments.of("- id: \"a\\qb\"\n", 1, 9, "write \\\\ for it"),
        Arguments.of("- id: \"\\u00g0\"\n", 1, 8, "this escape is no character"),
        Arguments.of("- id: \"\\ud83d\\ude00\"\n", 1, 8, "this escape is no character"),
        Arguments.of("- id: \"\\Uffffffff\"\n", 1, 8, "this escape is no character"),
        Arguments.of("- id: \"\\u00\"\n", 1, 8, "this escape is no character"),
        Arguments.of("- ~: 1\n", 1, 3, "put the name of a column in double quotes"));
  }

  @Test
  void more_rows_than_people_read_are_refused() {
    String rows = "- id: 1\n".repeat(RecordFormat.MOST_ROWS);
    assertThat(read(rows)).hasSize(RecordFormat.MOST_ROWS + 1);

    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read(rows + "- id: 2\n"));
    assertThat(failure.kind()).isEqualTo(FailureKind.SEED_TOO_LARGE);
    assertThat(failure.place()).hasToString("t.yml:5001");
    assertThat(failure).hasMessage("the file has more than 5000 rows");
  }

  @Test
  void a_file_that_is_too_large_is_not_read() {
    String bytes = "#".repeat((int) RecordFormat.MOST_BYTES);
    assertThat(read(bytes)).isEmpty();

    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read(bytes + "#"));
    assertThat(failure.kind()).isEqualTo(FailureKind.SEED_TOO_LARGE);
    assertThat(failure.place()).hasToString("t.yml");
  }

  @Test
  void values_and_names_are_found_where_they_begin() throws IOException {
    Path file =
        Files.writeString(folder.resolve("t.yml"), "- id: 1\n# x\n\n  \"é\":   \"y\"\n- id: 2\n");
    SeedText text = new SeedText(file, "t.yml");

    assertThat(new RecordFormat().fields(text, 1))
        .containsExactly(new Place("t.yml", 1, 7), new Place("t.yml", 4, 10));
    assertThat(new RecordFormat().names(text, 1))
        .containsExactly(new Place("t.yml", 1, 3), new Place("t.yml", 4, 3));
    assertThat(new RecordFormat().fields(text, 5)).containsExactly(new Place("t.yml", 5, 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "",
        " ",
        " x",
        "x ",
        "~",
        "~x",
        "null",
        "Null",
        "nullable",
        "NO",
        "true",
        "1e3",
        "-",
        "- x",
        "-x",
        "--- x",
        "---",
        "?",
        "? x",
        "?x",
        ":",
        ": x",
        ":x",
        "x:",
        "x: y",
        "x:y",
        "#x",
        "x #y",
        "x#y",
        "[x]",
        "{x}",
        ",x",
        "x, y]",
        "&x",
        "*x",
        "!x",
        "|",
        ">",
        "'x'",
        "it's",
        "\"x\"",
        "say \"x\"",
        "%x",
        "@x",
        "`x`",
        "a\tb",
        "a\nb",
        "a\r\nb",
        "a\\b",
        "\\",
        "\u0001",
        "\u007f",
        "\u0085x",
        "\u00a0",
        "\u2028",
        "\ufeffx",
        "\uffff",
        "\uD83D\uDE00",
        "é",
        "<<",
        "=",
        "..."
      })
  void what_is_written_is_read_as_it_was_by_us_and_by_a_yaml_reader(String value) {
    String text =
        RecordLine.written(true, "id", value)
            + "\n"
            + RecordLine.written(false, value + "k", "1")
            + "\n";

    assertThat(read(text))
        .containsExactly("1 [id, %sk]".formatted(value), "1 [%s, 1]".formatted(value));
    assertThat(oracle(text)).isEqualTo(List.of(Map.of("id", value, value + "k", "1")));
  }

  @Test
  void any_text_is_read_as_it_was_by_us_and_by_a_yaml_reader() {
    Random random = new Random(5);
    String alphabet = "ab ~-?:,[]{}#&*!|>'\"%@`\\\t\n\r\u0000\u0085\u2029\ufeff\u00e9/0.=<_";
    List<String> values = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (values.size() < RecordFormat.MOST_ROWS) {
      StringBuilder value = new StringBuilder();
      for (int left = random.nextInt(6); left > 0; left--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      values.add(value.toString());
      text.append(RecordLine.written(true, "x", value.toString())).append('\n');
    }
    int[] line = {0};
    assertThat(read(text.toString()).stream().skip(1))
        .isEqualTo(values.stream().map(value -> ++line[0] + " [" + value + "]").toList());
    assertThat(oracle(text.toString()))
        .isEqualTo(values.stream().map(value -> Map.of("x", value)).toList());
  }

  @Test
  void null_is_told_from_its_word() {
    assertThat(RecordLine.written(true, "x", null)).isEqualTo("- x: ~");
    assertThat(RecordLine.written(false, "x", "~")).isEqualTo("  x: \"~\"");
  }

  private static Object oracle(String text) {
    LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    return new Load(settings).loadFromString(text);
  }

  private List<String> read(String text) {
    List<String> read = new ArrayList<>();
    try {
      Path file = Files.writeString(folder.resolve("t.yml"), text);
      new SeedText(file, "t.yml").read(new RecordFormat(), new Listing(read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  private record Listing(List<String> lines) implements SeedFormat.Records {
    @Override
    public void header(Place place, List<String> columns) {
      lines.add(place.line() + " " + columns);
    }

    @Override
    public void record(Place place, List<@Nullable String> values) {
      lines.add(place.line() + " " + values);
    }
  }
}
