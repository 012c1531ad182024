// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.Witnesses;
import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The row looked for is id 2, name it's, price 1.50, sold true, note NULL; its key is the id. */
class RowOriginTest {

  private static final TableName TABLE = new TableName("public", "item");
  private static final List<String> COLUMNS = List.of("id", "name", "price", "sold", "note");
  private static final List<@Nullable String> ROW =
      Arrays.asList("2", "it's", "1.50", "true", null);

  /** In the scripts a bar ends a line, and {@code \t} is a tab. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          INSERT INTO item VALUES (1, 'a', 2.5), (2, 'x')            ; 1:40
          INSERT INTO public.item AS i (name, id) VALUES|('b', 3),|  ('c', 2) ; 3:3
          INSERT INTO shop.item VALUES (2, 'a')                      ; none
          INSERT INTO items VALUES (2, 'a')                          ; none
          INSERT INTO item (id) OVERRIDING SYSTEM VALUE VALUES (2)   ; 1:54
          INSERT INTO item (id) VALUES (f(1)), ('2'::int), (+3)      ; 1:38
          INSERT INTO item (id) VALUES (-2), ('2'::int), (+3)        ; 1:36
          INSERT INTO item (name, price) VALUES ('x', 1.5), ('it''s', 1.5) ; 1:51
          INSERT INTO item (name, price, note) VALUES (E'it''s', 1.5, 'x') ; none
          INSERT INTO item (price, sold, note) VALUES (1.5, 't', NULL), (1.5, FALSE, NULL) ; 1:45
          INSERT INTO item (id, name) VALUES (DEFAULT, 'it''s')      ; 1:36
          INSERT INTO item SELECT 2, 'it''s'                         ; none
          INSERT INTO item VALUES (2, 'a'), (2, 'b')                 ; 1:25 1:35
          """)
  void is_the_tuple_with_the_key_or_with_all_that_is_told(String script, String places) {
    String text = script.replace("\\t", "\t").replace('|', '\n');

    assertThat(found(text, COLUMNS)).isEqualTo(places.equals("none") ? "" : places);
  }

  @Test
  void is_in_lines_of_copy() {
    assertThat(found("COPY item (id, note) FROM stdin;\n1\t\\N\n2\tx\n\\.\n", COLUMNS))
        .isEqualTo("3:1");
    assertThat(found("COPY item (name, id) FROM stdin (FORMAT csv);\nx,1\ny,2\n\\.\n", COLUMNS))
        .isEqualTo("3:1");
    assertThat(found("COPY item FROM stdin (DELIMITER '|');\n2|x\n\\.\n", COLUMNS)).isEmpty();
  }

  @Test
  void is_guessed_by_its_values_when_the_order_of_columns_is_not_sure() {
    assertThat(found("INSERT INTO item VALUES ('it''s', 2), ('it''s', 3)", List.of()))
        .isEqualTo("1:25");
    assertThat(found("INSERT INTO item VALUES ('it''s', 2), (2, 1.5)", List.of()))
        .isEqualTo("1:25 1:39");
  }

  @Test
  void is_found_among_many_in_no_time() {
    String tuples = "(1, 'x', 1.5, true, 'some text that is not too short'), ".repeat(150_000);
    String script = "INSERT INTO item VALUES " + tuples + "(2, 'y')";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(found(script, COLUMNS)).isEqualTo("1:" + (script.length() - 7)));
  }

  private static String found(String script, List<String> columns) {
    MigrationFile file =
        new MigrationFile(
            new MigrationName(MigrationFile.Kind.VERSIONED, "1", "t"),
            "V1__t.sql",
            "V1__t.sql",
            script.getBytes(StandardCharsets.UTF_8),
            StandardCharsets.UTF_8);
    List<SentStatement> statements = SentStatement.in(file, PlaceholderText.plain(script));
    Witnesses witness = new Witnesses(TABLE, COLUMNS, List.of("id"), List.of(ROW), 1, true, false);
    return new RowOrigin(statements, TABLE, columns)
        .of(witness, ROW).stream()
            .map(Place::toString)
            .map(place -> place.replace("V1__t.sql:", ""))
            .collect(Collectors.joining(" "));
  }
}
