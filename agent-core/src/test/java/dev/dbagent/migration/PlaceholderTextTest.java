// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.migration.PlaceholderText.Placeholder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderTextTest {

  private static final Map<String, String> VALUES =
      Map.of("long", "1234567890", "s", "x", "none", "", "dollar", "${s}");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "a ${s} b,          a x b",
    "${long}${s},       1234567890x",
    "${none}|,          |",
    "${dollar},         ${s}",
    "$${s},             $${s}",
    "$ {s} ${s},        $ {s} x",
    "${other} ${s},     ${other} x",
    "${s,               ${s",
    "cost $,            cost $"
  })
  void replacesAsFlywayDoes(String source, String replaced) {
    assertThat(text(source).replaced()).isEqualTo(replaced);
  }

  @Test
  void knowsWhereEachCharacterCameFrom() {
    PlaceholderText text = text("a${long}b${none}c${s}d");
    String replaced = text.replaced();

    assertThat(replaced).isEqualTo("a1234567890bcxd");
    assertThat(text.sourceOffset(0)).isZero();
    assertThat(text.sourceOffset(replaced.indexOf('1'))).isEqualTo(1);
    assertThat(text.sourceOffset(replaced.indexOf('0'))).isEqualTo(1);
    for (String plain : new String[] {"b", "c", "xd"}) {
      String last = plain.substring(plain.length() - 1);
      assertThat(text.sourceOffset(replaced.indexOf(last)))
          .isEqualTo(text.source().lastIndexOf(last));
    }
    assertThat(text.sourceOffset(replaced.length())).isEqualTo(text.source().length());
  }

  @Test
  void listsPlaceholdersWithAndWithoutAValue() {
    assertThat(text("${s} ${Nobody}\n${open").placeholders())
        .containsExactly(
            new Placeholder("s", 0, 4, "x"),
            new Placeholder("Nobody", 5, 14, null),
            new Placeholder("open", 15, 21, null));
  }

  @Test
  void obeysTheSettingsOfProjectAndScript() {
    Project project =
        new Project(folder)
            .migration("V1__a.sql", "#[One]# ${one} #[flyway!filename]# #[flyway!table]#")
            .migration("V2__b.sql", "#[one]#")
            .migration("V2__b.sql.conf", "placeholderReplacement=false")
            .set("placeholderPrefix", "#[")
            .set("placeholderSuffix", "]#")
            .set("placeholderSeparator", "!")
            .set("placeholders.one", "1");
    MigrationHistory history = project.history();
    Placeholders placeholders = new Placeholders(history, Map.of());

    assertThat(history.migrations())
        .extracting(file -> placeholders.in(file).replaced())
        .containsExactly("1 ${one} V1__a.sql flyway_schema_history", "#[one]#");
  }

  private static PlaceholderText text(String source) {
    return PlaceholderText.of(source, "${", "}", name -> Optional.ofNullable(VALUES.get(name)));
  }
}
