// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvFormatTest {

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
  void malformed_text_is_refused_with_its_line(String text, int line, String reason) {
    StageFailure failure = catchThrowableOfType(StageFailure.class, () -> read(text));

    assertThat(failure).as("reading").isNotNull();
    assertThat(failure.kind()).isEqualTo(FailureKind.SEED_UNREADABLE);
    assertThat(failure.place()).isEqualTo(Place.line("t.csv", line));
    assertThat(failure).hasMessageContaining(reason);
  }

  static List<Arguments> malformed() {
    return List.of(
        Arguments.of("", 1, "the file is empty, a header is required"),
        Arguments.of("\nx\n", 1, "a column without a name"),
        Arguments.of("a,\"\"\n", 1, "a column without a name"),
        Arguments.of("a,b,a\n", 1, "the header names a twice"),
        Arguments.of(
            "a,b\n1,2\n\"x\ny\",2\n3\n", 5, "the header has 2 fields, but this record has 1"),
        Arguments.of("a,b\n1,2,3\n", 2, "the header has 2 fields, but this record has 3"),
        Arguments.of("a,b\n1,2\n\n", 3, "the header has 2 fields, but this record has 1"),
        Arguments.of("a,b\n1,2\n3,\"x\n4,5\n", 3, "Unclosed quoted field"),
        Arguments.of("a,b\n1,\"x\"y\n", 2, "after closing quote"),
        Arguments.of("a,b\n1,2\n1,x\"y\"\n", 3, "a quote stands within a field"));
  }

  private static List<String> read(String text) {
    List<String> read = new ArrayList<>();
    try (BufferedReader reader = new BufferedReader(new StringReader(text))) {
      new CsvFormat().read(reader, "t.csv", new Listing(read));
    } catch (IOException e) {
      throw new IllegalStateException(e);
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
