// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.cache.StateLabel;
import dev.dbagent.cache.StateLabel.Kind;
import dev.dbagent.cache.StoredState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTableTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void each_state_has_a_line_and_the_columns_are_straight(@TempDir Path checkout) {
    String here = checkout.toString();
    List<StoredState> states =
        List.of(
            state('a', label(Kind.WHOLE, "db/migration/V2__x.sql", here), 3_100_000, 30),
            state('b', label(Kind.PREFIX, "db/migration/V1__x.sql", "/gone/shop"), 999, 7200),
            state('c', new StateLabel("", Kind.UNKNOWN, "", "", "", ""), 0, 3 * 86_400));

    assertThat(CacheTable.of(states, NOW))
        .isEqualTo(
            """
            module      holds              size       last used    engine           state         made in
            org:shop:1  all, to V2__x.sql  3.1 MB     just now     PostgreSQL 18.6  aaaaaaaaaaaa  %s
            org:shop:1  up to V1__x.sql    999 bytes  2 hours ago  PostgreSQL 18.6  bbbbbbbbbbbb  /gone/shop (gone)
            ?           ?                  0 bytes    3 days ago   ?                cccccccccccc  ?"""
                .formatted(here));
  }

  @Test
  void of_no_state_there_is_no_table() {
    assertThat(CacheTable.of(List.of(), NOW)).isEmpty();
  }

  @Test
  void what_was_used_is_told_in_words() {
    assertThat(CacheTable.ago(Duration.ofSeconds(-5))).isEqualTo("just now");
    assertThat(CacheTable.ago(Duration.ofMinutes(1))).isEqualTo("1 minute ago");
    assertThat(CacheTable.ago(Duration.ofMinutes(59))).isEqualTo("59 minutes ago");
    assertThat(CacheTable.ago(Duration.ofHours(23))).isEqualTo("23 hours ago");
    assertThat(CacheTable.ago(Duration.ofHours(24))).isEqualTo("1 day ago");
  }

  private static StateLabel label(Kind kind, String migration, String checkout) {
    return new StateLabel("org:shop:1", kind, migration, "PostgreSQL 18.6", "0.1.0", checkout);
  }

  private static StoredState state(char name, StateLabel label, long size, long seconds) {
    return new StoredState(String.valueOf(name).repeat(64), label, size, NOW.minusSeconds(seconds));
  }
}
