// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class MavenProgressTest {

  private final List<String> lines = new ArrayList<>();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private Instant now = Instant.EPOCH;
  private boolean quiet;

  private final Log log =
      new SystemStreamLog() {
        @Override
        public void info(CharSequence content) {
          lines.add(content.toString());
        }

        @Override
        public boolean isInfoEnabled() {
          return !quiet;
        }
      };

  private final MavenProgress logged =
      new MavenProgress(log, () -> LongStage.logged(log), () -> now);
  private final MavenProgress inPlace =
      new MavenProgress(
          log,
          () -> LongStage.inPlace(new PrintStream(screen, true, StandardCharsets.UTF_8)),
          () -> now);

  @Test
  void a_stage_is_one_line_with_its_time() {
    logged.done(Stage.MIGRATION, "Migrations: 9 replayed", Duration.ofMillis(310));

    assertThat(lines).containsExactly("Migrations: 9 replayed (0.31 s)");
  }

  @Test
  void a_short_history_shows_no_progress_and_a_long_one_a_line_every_few_seconds() {
    replay(logged, 100);

    assertThat(lines).containsExactly("  50 of 100, 5 s: V50.sql");
  }

  @Test
  void each_stage_counts_its_own_seconds() {
    replay(logged, 80);
    now = Instant.ofEpochSecond(8);
    logged.advanced(Stage.SEED, 0, 2, "a.csv");
    now = Instant.ofEpochSecond(14);
    logged.advanced(Stage.SEED, 1, 2, "b.csv");

    assertThat(lines).containsExactly("  50 of 80, 5 s: V50.sql", "  1 of 2, 6 s: b.csv");
  }

  @Test
  void a_terminal_shows_one_line_that_is_gone_when_the_stage_is_done() {
    replay(inPlace, 4);
    inPlace.done(Stage.MIGRATION, "Replayed", Duration.ofMillis(400));

    assertThat(screen.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001B[K2 of 4, 0 s: V2.sql\r\u001B[K");
    assertThat(lines).containsExactly("Replayed (0.40 s)");
  }

  @Test
  void quiet_is_quiet() {
    quiet = true;
    replay(logged, 100);
    replay(inPlace, 100);

    assertThat(lines).isEmpty();
    assertThat(screen.size()).isZero();
  }

  /** A migration takes 0.1 s. */
  private void replay(MavenProgress progress, int migrations) {
    for (int i = 0; i < migrations; i++) {
      now = Instant.ofEpochMilli(i * 100L);
      progress.advanced(Stage.MIGRATION, i, migrations, "V" + i + ".sql");
    }
  }

  @Test
  void a_goal_without_a_long_stage_never_asks_for_the_screen() {
    MavenProgress unasked =
        new MavenProgress(
            log,
            () -> {
              throw new AssertionError("asked");
            },
            () -> now);

    unasked.done(Stage.HANDOFF, "Up to date: state 1234", Duration.ofMillis(4));
    unasked.warned("something");
    unasked.end();

    assertThat(lines).containsExactly("Up to date: state 1234 (0.00 s)");
  }
}
