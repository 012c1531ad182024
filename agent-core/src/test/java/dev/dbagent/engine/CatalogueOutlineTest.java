// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.CatalogueOutline.Relation;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** In all of these a refers to b, b to c, and so on to e; f is alone. */
class CatalogueOutlineTest {

  private final SortedMap<TableName, Relation> relations = new TreeMap<>();
  private final CatalogueOutline before;

  CatalogueOutlineTest() {
    for (String name : List.of("a", "b", "c", "d", "e", "f")) {
      String next = String.valueOf((char) (name.charAt(0) + 1));
      put(name, "1", "1", name.compareTo("e") < 0 ? new String[] {next} : new String[0]);
    }
    before = outline("rest", "mood");
  }

  @Test
  void of_equal_catalogues_all_is_untouched() {
    assertThat(outline("rest", "mood").untouchedSince(before)).containsAll(relations.keySet());
    assertThat(outline("rest", "mood").digest()).isEqualTo(before.digest());
  }

  @Test
  void what_others_cannot_see_touches_only_its_own() {
    put("c", "2", "1", "d");
    assertUntouched("a", "b", "d", "e", "f");
  }

  @Test
  void keys_touch_those_that_are_two_steps_away_in_either_direction() {
    put("a", "2", "2", "b");
    assertUntouched("d", "e", "f");
    put("a", "1", "1", "b");
    put("e", "2", "2");
    assertUntouched("a", "b", "f");
  }

  @Test
  void connections_of_both_catalogues_count() {
    put("d", "2", "2", "f");
    assertUntouched("a");
  }

  @Test
  void so_does_what_is_there_no_more_or_was_not_there() {
    relations.remove(name("f"));
    put("g", "1", "1", "a");
    assertUntouched("c", "d", "e");
  }

  @Test
  void a_new_type_touches_nothing() {
    assertThat(outline("rest", "mood", "colour").untouchedSince(before)).hasSize(6);
  }

  @Test
  void a_lost_type_and_any_other_rest_touch_everything() {
    assertThat(outline("rest").untouchedSince(before)).isEmpty();
    assertThat(outline("other", "mood").untouchedSince(before)).isEmpty();
  }

  @Test
  void doubt_touches_everything() {
    CatalogueOutline doubtful =
        new CatalogueOutline(true, relations, new TreeSet<>(), print("rest"), print("free"));
    assertThat(doubtful.untouchedSince(doubtful)).isEmpty();
  }

  @Test
  void every_part_is_in_the_digest() {
    assertThat(outline("rest").digest()).isNotEqualTo(before.digest());
    assertThat(outline("other", "mood").digest()).isNotEqualTo(before.digest());
    assertThat(
            new CatalogueOutline(
                    false, relations, types("mood"), print("rest"), print("another trigger"))
                .digest())
        .isNotEqualTo(before.digest());
    put("c", "2", "1", "d");
    assertThat(outline("rest", "mood").digest()).isNotEqualTo(before.digest());
  }

  @Test
  void its_text_tells_it_whatever_the_names() {
    relations.put(
        new TableName("odd schema\n", "ta ble\t%ü"),
        new Relation(print("1"), print("2"), new TreeSet<>(List.of(name("a"), name(" ")))));
    CatalogueOutline outline = outline("rest", "mood", "colour");
    CatalogueOutline read = OutlineText.parse(OutlineText.of(outline)).orElseThrow();
    assertThat(read.digest()).isEqualTo(outline.digest());
    assertThat(read.relations()).isEqualTo(outline.relations());
    assertThat(read.untouchedSince(outline)).hasSize(7);
  }

  @Test
  void another_text_tells_nothing() {
    assertThat(OutlineText.parse("")).isEmpty();
    assertThat(OutlineText.parse("db-agent outline 0\n")).isEmpty();
    assertThat(OutlineText.parse(OutlineText.of(before).replace(" b", ""))).isEmpty();
  }

  private void assertUntouched(String... names) {
    assertThat(outline("rest", "mood").untouchedSince(before))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(names).map(CatalogueOutlineTest::name).toList());
  }

  private void put(String name, String whole, String keys, String... near) {
    NavigableSet<TableName> others = new TreeSet<>();
    Arrays.stream(near).map(CatalogueOutlineTest::name).forEach(others::add);
    relations.put(name(name), new Relation(print(whole), print(keys), others));
  }

  private CatalogueOutline outline(String rest, String... types) {
    return new CatalogueOutline(false, relations, types(types), print(rest), print("free"));
  }

  private static NavigableSet<String> types(String... types) {
    return new TreeSet<>(List.of(types));
  }

  private static TableName name(String name) {
    return new TableName("public", name);
  }

  private static Fingerprint print(String text) {
    return Fingerprint.of("test").add("text", text).build();
  }
}
