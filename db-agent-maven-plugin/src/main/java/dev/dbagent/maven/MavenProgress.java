// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** Tells the agent's story in Maven's log: a line for each stage, more only for long ones. */
final class MavenProgress implements Progress {

  /** A history shorter than this needs no progress lines. */
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final Log log;
  private final InstantSource clock;
  private long nextLineAt;

  MavenProgress(Log log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
    this.nextLineAt = clock.millis() + BETWEEN_LINES.toMillis();
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    log.info(String.format(Locale.ROOT, "%s (%.2f s)", summary, took.toMillis() / 1000.0));
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {
    long now = clock.millis();
    if (now >= nextLineAt) {
      nextLineAt = now + BETWEEN_LINES.toMillis();
      log.info(String.format(Locale.ROOT, "  %d of %d: %s", done, total, item));
    }
  }

  @Override
  public void warned(String message) {
    log.warn(message);
  }

  @Override
  public void detail(String message) {
    log.debug(message);
  }
}
