// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class MavenProgressTest {

  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  private final MavenProgress progress =
      new MavenProgress(
          new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
              lines.add(content.toString());
            }
          },
          () -> now);

  @Test
  void a_stage_is_one_line_with_its_time() {
    progress.done(Stage.MIGRATION, "Migrations: 9 replayed", Duration.ofMillis(310));

    assertThat(lines).containsExactly("Migrations: 9 replayed (0.31 s)");
  }

  @Test
  void a_short_history_shows_no_progress_and_a_long_one_a_line_every_few_seconds() {
    for (int i = 0; i < 100; i++) {
      now = Instant.ofEpochMilli(i * 100L);
      progress.advanced(Stage.MIGRATION, i, 100, "V" + i + ".sql");
    }

    assertThat(lines).containsExactly("  50 of 100: V50.sql");
  }
}
