// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadingJooqTest {

  /** In the background a failure would go unnoticed, and with it what was to be gained. */
  @Test
  void all_that_is_done_ahead_works_and_says_nothing() {
    JooqLoader loader = new JooqLoader(LoadingJooq.class.getClassLoader());

    try (JooqLog log = JooqLog.open()) {
      assertThat(loader.asContext(() -> LoadingJooq.isWarm(loader))).isTrue();
      assertThat(log.warnings()).isEmpty();
      assertThat(log.errors()).isZero();
    }
  }

  @Test
  void each_generation_has_a_jooq_of_its_own() throws Exception {
    Class<?> one = LoadingJooq.begin().loader().loadClass("org.jooq.Constants");
    Class<?> other = LoadingJooq.begin().loader().loadClass("org.jooq.Constants");

    assertThat(one).isNotSameAs(other);
  }
}
