// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {

  @ParameterizedTest
  @CsvSource({
    "outOfOrdr, outOfOrder",
    "outoforder, outOfOrder",
    "location, locations",
    "flyway.schemas, schemas",
    "sqlMigrationSufixes, sqlMigrationSuffixes",
    "placeholder.tenant, placeholders.tenant",
  })
  void proposesTheNearestName(String wrong, String right) {
    assertThatThrownBy(() -> SettingNames.check(Set.of(wrong)))
        .hasMessageContaining("no setting " + wrong)
        .hasMessageEndingWith("did you mean " + right + "?")
        .asInstanceOf(InstanceOfAssertFactories.type(StageFailure.class))
        .returns(FailureKind.SETTING_REJECTED, StageFailure::kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url",
        "user",
        "password",
        "driver",
        "dataSource",
        "environment",
        "environments.test.url",
        "jdbcProperties.ssl"
      })
  void refusesWhateverNamesADatabase(String name) {
    assertThatThrownBy(() -> SettingNames.check(Set.of("table", name)))
        .hasMessage(name + " cannot be set: the agent owns the database that it migrates");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cherryPick", "dryRunOutput", "licenseKey", "errorOverrides"})
  void refusesWhatMustBeBought(String name) {
    assertThatThrownBy(() -> SettingNames.check(Set.of(name)))
        .hasMessageContaining(name)
        .hasMessageContaining("commercial");
  }

  @Test
  void tellsWhatHasNoEffect() {
    assertThat(SettingNames.withoutEffect(Map.of("loggers", "slf4j", "table", "t")))
        .singleElement()
        .asString()
        .contains("loggers");
    assertThat(SettingNames.withoutEffect(Map.of("postgresql.transactional.lock", "false")))
        .isEmpty();
  }

  @Test
  void knowsEverySettingThatFlywayKnows() throws Exception {
    Set<String> ours = new HashSet<>(SettingNames.PASSED_ON);
    ours.addAll(SettingNames.OBEYED);
    ours.addAll(SettingNames.WITHOUT_EFFECT.keySet());
    ours.addAll(SettingNames.OF_THE_DATABASE);
    ours.addAll(SettingNames.OF_THE_BUILD);
    ours.addAll(SettingNames.COMMERCIAL);
    List<String> theirs = new ArrayList<>();
    for (Field field :
        Class.forName("org.flywaydb.core.internal.configuration.ConfigUtils").getFields()) {
      if (field.get(null) instanceof String name
          && name.startsWith("flyway.")
          && !name.endsWith(".")
          && !name.equals("flyway.conf")) {
        theirs.add(name.substring("flyway.".length()));
      }
    }
    assertThat(theirs).hasSizeGreaterThan(50).isSubsetOf(ours);
  }

  @Test
  void passesOnOnlyWhatFlywayTakes() {
    for (String name : SettingNames.PASSED_ON) {
      assertThat(refusals(name)).as(name).noneMatch(reason -> reason.contains("Unknown"));
    }
  }

  private static List<String> refusals(String name) {
    List<String> refusals = new ArrayList<>();
    for (String value : List.of("true", "1")) {
      try {
        Flyway.configure().configuration(Map.of("flyway." + name, value));
      } catch (FlywayException e) {
        refusals.add(String.valueOf(e.getMessage()));
      }
    }
    return refusals;
  }
}
