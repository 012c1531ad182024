// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Fingerprint;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandedOffTest {

  private static final String STATE = Fingerprint.of("some").build().hex();

  private static String handoff(String settings) {
    return """
        {
          "format": 1,
          "module": "com.example:shop-db:1.0",
          "agent": "0.1.0",
          "engine": "PostgreSQL 18.6",
          "state": "%s",
          "madeOf": {
            "settings": {
        %s
              "failOn": "error"
            }
          }
        }
        """
        .formatted(STATE, settings);
  }

  @Test
  void whatTestsNeedIsReadFromAHandoff() {
    HandedOff read =
        HandedOff.parse(
                handoff(
                    "      \"databaseName\": \"my \\\"app\\\" \\u0026 \\\\ more\",\n"
                        + "      \"flyway.table\": \"history\","))
            .orElseThrow();

    assertThat(read)
        .isEqualTo(
            new HandedOff(
                "com.example:shop-db:1.0",
                "0.1.0",
                "PostgreSQL 18.6",
                new Fingerprint(STATE),
                "my \"app\" & \\ more",
                "history"));
    assertThat(read.moduleName()).isEqualTo("com.example:shop-db");
    assertThat(read.artifactId()).isEqualTo("shop-db");
  }

  @Test
  void whatIsNotThereIsAsUsual() {
    HandedOff read = HandedOff.parse(handoff("")).orElseThrow();

    assertThat(read.databaseName()).isEqualTo("app");
    assertThat(read.historyTable()).isEqualTo("flyway_schema_history");
  }

  @Test
  void anotherFormIsNotRead() {
    assertThat(HandedOff.parse(handoff("").replace("\"format\": 1", "\"format\": 2"))).isEmpty();
    assertThat(HandedOff.parse(handoff("").replace(STATE, "nothing"))).isEqualTo(Optional.empty());
    assertThat(HandedOff.parse("")).isEmpty();
  }
}
