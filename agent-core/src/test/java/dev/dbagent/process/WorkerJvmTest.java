// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerJvmTest {

  @Test
  void what_java_reads_before_an_order_comes_is_given_to_it_at_once() {
    assertThat(
            WorkerJvm.readEarly(
                Map.of(
                    "java.util.logging.config.file", "/etc/logging.properties",
                    "java.security.properties", "/etc/fips.properties",
                    "javax.net.ssl.keyStorePassword", "never on a command line",
                    "flyway.url", "unused")))
        .containsExactly(
            "-Djava.locale.providers=CLDR",
            "-Djava.security.properties=/etc/fips.properties",
            "-Djava.util.logging.config.file=/etc/logging.properties");
  }

  @Test
  void somebody_who_wants_other_data_of_locales_gets_them() {
    assertThat(WorkerJvm.readEarly(Map.of("java.locale.providers", "COMPAT")))
        .containsExactly("-Djava.locale.providers=COMPAT");
  }
}
