// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {

  private static final String ROOT = "root:x:0:0:root:/root:/bin/bash";
  private static final String NOBODY = "nobody:x:65534:65533:nobody:/:/usr/sbin/nologin";
  private static final String POSTGRES = "postgres:x:101:104::/var/lib/postgresql:/bin/bash";

  @Test
  void postgres_comes_before_nobody() {
    assertThat(Account.preferredOf(List.of(ROOT, NOBODY, POSTGRES)))
        .isEqualTo(new Account("postgres", 101, 104));
    assertThat(Account.preferredOf(List.of(ROOT, NOBODY)))
        .isEqualTo(new Account("nobody", 65534, 65533));
  }

  @Test
  void without_either_it_is_a_number_without_a_name() {
    assertThat(Account.preferredOf(List.of(ROOT))).isEqualTo(new Account(null, 65534, 65534));
  }

  @Test
  void an_account_that_is_root_by_another_name_and_broken_lines_do_not_count() {
    assertThat(Account.preferredOf(List.of("postgres:x:0:0::/:", "nobody", "nobody:x:x:1::", "")))
        .isEqualTo(new Account(null, 65534, 65534));
  }
}
