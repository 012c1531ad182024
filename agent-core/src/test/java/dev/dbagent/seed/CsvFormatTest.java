// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvFormatTest {

  @TempDir Path folder;

  @Test
  void an_empty_field_is_null_and_a_quoted_one_is_not() {
    assertThat(read("a,b,c\n,\"\",x\n")).containsExactly("1 [a, b, c]", "2 [null, , x]");
  }

  @Test
  void a_quoted_field_spans_lines_and_each_record_knows_its_first() {
    assertThat(read("a,b\r\n\"x\r\ny\",1\r\n\"z \"\"q\"\"\",2"))
        .containsExactly("1 [a, b]", "2 [x\r\ny, 1]", "4 [z \"q\", 2]");
  }

  @Test
  void blanks_and_what_looks_like_a_comment_are_values() {
    assertThat(read("a,b\n# x, \n NULL ,\\.\n"))
        .containsExactly("1 [a, b]", "2 [# x,  ]", "3 [ NULL , \\.]");
  }

  @Test
  void an_empty_line_is_null_where_there_is_one_column() {
    assertThat(read("a\n\nx\n")).containsExactly("1 [a]", "2 [null]", "3 [x]");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformed_text_is_refused_with_its_place(String text, int line, int column, String reason) {
    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read(text));

    assertThat(failure).as("reading").isNotNull();
    assertThat(failure.kind()).isEqualTo(FailureKind.SEED_UNREADABLE);
    assertThat(failure.place()).hasToString("t.csv:" + line + ":" + column);
    assertThat(failure).hasMessageContaining(reason);
  }

  static List<Arguments> malformed() {
    return List.of(
        Arguments.of("", 1, 1, "the file is empty, a header is required"),
        Arguments.of("\nx\n", 1, 1, "a column without a name"),
        Arguments.of("a,\"\"\n", 1, 3, "a column without a name"),
        Arguments.of("a,b,a\n", 1, 5, "the header names a twice"),
        Arguments.of(
            "a,b\n1,2\n\"x\ny\",2\n3\n",
            5,
            1,
            "the header has 2 fields, but this record has 1: nothing for b"),
        Arguments.of("a,b\n1,2,3\n", 2, 5, "the header has 2 fields, but this record has 3"),
        Arguments.of(
            "a,b\r\n\"x\r\n,\",\"2\"\"\",3\n",
            3,
            10,
            "the header has 2 fields, but this record has 3"),
        Arguments.of("a,b\n1,2\n\n", 3, 1, "the header has 2 fields, but this record has 1"),
        Arguments.of("a,b\n1,2\n3,\"x\n4,5\n", 3, 3, "the quote that opens here is never closed"),
        Arguments.of("a,b\n\"1\n2\",\"x\n", 3, 4, "the quote that opens here is never closed"),
        Arguments.of("a,b\n1,\"x\"y\n", 2, 3, "after closing quote"),
        Arguments.of("a,b\n1,2\n\uD83D\uDE00,x\"y\"\n", 3, 3, "a quote stands within a field"));
  }

  @Test
  void what_is_quoted_from_the_file_is_on_one_line_and_not_too_long() {
    String name = "\"a\n" + "b".repeat(100) + "\"";
    String shown = "a " + "b".repeat(58) + "...";
    String value = "c".repeat(100);

    assertThatThrownBy(() -> read(name + "," + name + "\n"))
        .hasMessage("the header names " + shown + " twice");
    assertThatThrownBy(() -> read("a," + name + "\n1\n"))
        .hasMessageEndingWith("this record has 1: nothing for " + shown);
    assertThatThrownBy(() -> read("a\n" + value + "\"\n"))
        .hasMessageEndingWith("not quoted: " + "c".repeat(60) + "...");
  }

  @Test
  void a_byte_order_mark_moves_no_column() {
    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read("\uFEFFa,a\n"));

    assertThat(failure.place()).hasToString("t.csv:1:3");
    assertThat(failure.facts().excerpt()).isEqualTo(new Excerpt(1, List.of("a,a"), 1, 2));
  }

  private List<String> read(String text) {
    List<String> read = new ArrayList<>();
    try {
      Path file = Files.writeString(folder.resolve("t.csv"), text);
      new SeedText(file, "t.csv").read(new CsvFormat(), new Listing(read));
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
