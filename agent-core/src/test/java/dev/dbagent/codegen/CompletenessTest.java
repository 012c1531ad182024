// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Filling;
import dev.dbagent.model.SchemaSnapshot.Index;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.SchemaSnapshot.RelationKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessTest {

  private static final TableName SHOP = new TableName("public", "shop");
  private static final TableName SALE = new TableName("public", "sale");
  private static final SchemaSnapshot CATALOGUE =
      new SchemaSnapshot(
          List.of(
              relation(
                  SALE,
                  List.of("id", "shop"),
                  constraint("sale_pkey", ConstraintKind.PRIMARY_KEY, null),
                  constraint("sale_shop_fkey", ConstraintKind.FOREIGN_KEY, SHOP)),
              relation(
                  SHOP, List.of("id"), constraint("shop_pkey", ConstraintKind.PRIMARY_KEY, null))),
          List.of(),
          0,
          0);

  private final Map<TableName, Optional<Set<String>>> held = new HashMap<>();

  CompletenessTest() {
    hold(SHOP, "column id", "key shop_pkey");
    hold(SALE, "column id", "column shop", "key sale_pkey", "foreign key sale_shop_fkey");
  }

  @Test
  void countsWhatIsThere() {
    hold(new TableName("public", "a_function"), "column x");

    assertThat(proved("")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"column shop", "key sale_pkey", "foreign key sale_shop_fkey"})
  void namesAPartThatIsMissing(String part) {
    lose(part);

    assertThatThrownBy(() -> proved(""))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.GENERATION_INCOMPLETE))
        .hasMessageEndingWith(": public.sale (" + part + ")");
  }

  @Test
  void namesATableThatIsMissing() {
    held.remove(SALE);

    assertThatThrownBy(() -> proved("")).hasMessageEndingWith(": public.sale");
  }

  @Test
  void forgivesWhatWasExcludedAndTheKeysThatPointThere() {
    held.put(SHOP, Optional.empty());
    lose("foreign key sale_shop_fkey");

    assertThat(proved("")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "includeForeignKeys, false, foreign key sale_shop_fkey",
    "includeForeignKeys, 0, foreign key sale_shop_fkey",
    "includePrimaryKeys, false, key sale_pkey",
    "includeExcludeColumns, true, column shop"
  })
  void forgivesWhatWasSwitchedOff(String flag, String value, String part) {
    lose(part);

    assertThat(proved("<" + flag + ">" + value + "</" + flag + ">")).isEqualTo(2);
  }

  private int proved(String flags) {
    GeneratorXml xml =
        GeneratorXml.of(
            "<generator><database><inputSchema>public</inputSchema>"
                + flags
                + "</database></generator>",
            "n");
    return new Completeness(CATALOGUE, xml, held, List.of()).proved();
  }

  private void hold(TableName table, String... parts) {
    held.put(table, Optional.of(Set.of(parts)));
  }

  private void lose(String part) {
    Set<String> parts = new HashSet<>(held.getOrDefault(SALE, Optional.empty()).orElseThrow());
    assertThat(parts.remove(part)).isTrue();
    held.put(SALE, Optional.of(parts));
  }

  private static Relation relation(TableName name, List<String> columns, Constraint... own) {
    return new Relation(
        name,
        RelationKind.TABLE,
        columns.stream().map(c -> new Column(c, "integer", true, Filling.NONE)).toList(),
        List.of(own),
        List.of(new Index(name.name() + "_pkey", true)));
  }

  private static Constraint constraint(
      String name, ConstraintKind kind, @Nullable TableName references) {
    String key = references == null ? null : references.name() + "_pkey";
    return new Constraint(name, kind, List.of(), true, references, key);
  }
}
