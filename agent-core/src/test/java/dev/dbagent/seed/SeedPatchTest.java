// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.seed.TargetRow.Cell;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeedPatchTest {

  private static final String RECORDS =
      """
      # Customers.

      # the first
      - id: 1
        name:   Ada  \s
        # she is the boss
        boss: ~

      # the second
      - id: 003
        name: "Grace"

      # the end
      """;

  @Test
  void what_says_it_already_stays_byte_for_byte() {
    for (String text : List.of(RECORDS, RECORDS.replace("\n", "\r\n"), "\uFEFF" + RECORDS)) {
      assertThat(
              RecordPatch.of(
                  text,
                  target(
                      row(1, 0, "id", "1", "name", "Ada", "boss", null),
                      row(2, 1, "id", "003", "name", "Grace", "boss?", "7"))))
          .isEqualTo(text);
    }
    for (String text : List.of("id,name\r\n1,\" Ada\"\r\n2,", "\uFEFFid,name\n1,\" Ada\"\n2,\n")) {
      assertThat(
              CsvPatch.of(
                  text,
                  target(row(1, 0, "id", "1", "name", " Ada"), row(2, 1, "id", "2", "name", null))))
          .isEqualTo(text);
    }
  }

  @Test
  void a_changed_value_changes_its_line() {
    assertThat(
            RecordPatch.of(
                RECORDS,
                target(
                    row(1, 0, "id", "1", "name", "Ada", "boss", "3"),
                    row(2, 1, "id", "003", "name", "no: plain", "boss?", null))))
        .isEqualTo(RECORDS.replace("boss: ~", "boss: 3").replace("\"Grace\"", "\"no: plain\""));
    assertThat(
            CsvPatch.of(
                "id,name\n1,\"Ada\"\n2,x\n",
                target(row(1, 0, "id", "1", "name", "a,b"), row(2, 1, "id", "2", "name", ""))))
        .isEqualTo("id,name\n1,\"a,b\"\n2,\"\"\n");
  }

  @Test
  void a_column_is_renamed_in_place() {
    SeedTarget target =
        new SeedTarget(
            Map.of("name", "full: name", "id", "no"),
            List.of(
                row(1, 0, "no", "1", "full: name", "Ada", "boss", null),
                row(2, 1, "no", "003", "full: name", "Grace")));
    assertThat(RecordPatch.of(RECORDS, target))
        .isEqualTo(
            RECORDS
                .replace("id:", "no:")
                .replace("name:   Ada", "\"full: name\": Ada")
                .replace("name: ", "\"full: name\": "));
    assertThat(
            CsvPatch.of(
                "id,name\n\"1\",Ada\n",
                new SeedTarget(Map.of("name", "a,b"), List.of(row(1, 0, "id", "1", "a,b", "Ada")))))
        .isEqualTo("id,\"a,b\"\n\"1\",Ada\n");
  }

  @Test
  void a_column_is_added_where_the_table_has_it_and_dropped_with_what_is_said_of_it() {
    assertThat(
            RecordPatch.of(
                RECORDS,
                target(
                    row(1, 0, "no", "9", "id", "1", "name", "Ada", "mail", "a@b"),
                    row(2, 1, "no", "8", "mail", "c@d"))))
        .isEqualTo(
            """
            # Customers.

            # the first
            - no: 9
              id: 1
              name:   Ada  \s
              mail: a@b
              # she is the boss

            # the second
            - no: 8
              mail: c@d

            # the end
            """);
    assertThat(
            CsvPatch.of(
                "id,name\n1,Ada\n2,x\n",
                target(
                    row(1, 0, "new?", "d", "id", "1", "at", "x"),
                    row(2, 1, "new?", "d", "id", "2", "at?", "y"))))
        .isEqualTo("id,at\n1,x\n2,y\n");
  }

  @Test
  void a_value_that_became_a_default_is_left_out() {
    assertThat(
            RecordPatch.of(
                RECORDS,
                target(
                    row(1, 0, "id", "1", "name?", "usual", "boss", null),
                    row(2, 1, "id", "003", "name", "Grace"))))
        .isEqualTo(RECORDS.replace("  name:   Ada   \n", ""));
  }

  @Test
  void rows_come_where_their_key_belongs_and_go_with_their_comment() {
    assertThat(
            RecordPatch.of(
                RECORDS,
                target(
                    row(2, 2, "id", "003", "name", "Grace"),
                    row(0, 3, "id", "4", "name", "Eve"),
                    row(0, 1, "id", "2", "name", "Bob", "boss?", null))))
        .isEqualTo(
            """
            # Customers.

            - id: 2
              name: Bob

            # the second
            - id: 003
              name: "Grace"

            - id: 4
              name: Eve

            # the end
            """);
    assertThat(RecordPatch.of(RECORDS, target(row(1, 0, "id", "1", "name", "Ada", "boss", null))))
        .isEqualTo(RECORDS.replace("\n# the second\n- id: 003\n  name: \"Grace\"\n", ""));
    assertThat(RecordPatch.of(RECORDS, target(row(2, 1, "id", "003", "name", "Grace"))))
        .isEqualTo(
            """
            # Customers.

            # the second
            - id: 003
              name: "Grace"

            # the end
            """);
    assertThat(
            CsvPatch.of(
                "id\n1\n3",
                target(row(2, 2, "id", "3"), row(0, 1, "id", "2"), row(0, 3, "id", "4"))))
        .isEqualTo("id\n2\n3\n4\n");
  }

  @Test
  void a_new_file_has_what_is_needed() {
    SeedTarget target =
        target(
            row(0, 1, "id", "2", "name?", null),
            row(0, 0, "id", "1", "name", "A"),
            row(0, 2, "id?", "3"));
    assertThat(RecordPatch.of("", target)).isEqualTo("- id: 1\n  name: A\n- id: 2\n- id: 3\n");
    assertThat(CsvPatch.of("", target)).isEqualTo("id,name\n1,A\n2,\n3,\n");
  }

  private static SeedTarget target(TargetRow... rows) {
    return new SeedTarget(Map.of(), List.of(rows));
  }

  /** Names and values by turns; a name with a question mark is that of a default. */
  private static TargetRow row(long number, long rank, @Nullable String... cells) {
    Map<String, Cell> all = new LinkedHashMap<>();
    List<@Nullable String> each = Arrays.asList(cells);
    for (int i = 0; i < each.size(); i += 2) {
      String name = String.valueOf(each.get(i));
      boolean isDefault = name.endsWith("?");
      all.put(
          isDefault ? name.substring(0, name.length() - 1) : name,
          new Cell(each.get(i + 1), !isDefault));
    }
    return new TargetRow(number, rank, all);
  }
}
