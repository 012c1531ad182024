// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Tells the agent's story in Maven's log: a line for each stage, more only for long ones. */
final class MavenProgress implements Progress {

  private static final int MILLIS = 1000;

  private final Log log;
  private final Supplier<LongStage> screen;
  private @Nullable LongStage longStage;
  private final InstantSource clock;
  private @Nullable Stage current;
  private long begun;
  private long nextAt;

  /**
   * @param screen asked when the first long stage begins, and never before
   */
  MavenProgress(Log log, Supplier<LongStage> screen, InstantSource clock) {
    this.log = log;
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    end();
    long hundredths = (took.toMillis() + 5) / 10;
    String fraction = Long.toString(100 + hundredths % 100).substring(1);
    log.info(summary + " (" + hundredths / 100 + "." + fraction + " s)");
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {
    long now = clock.millis();
    LongStage shown = longStage == null ? screen.get() : longStage;
    longStage = shown;
    if (stage != current) {
      current = stage;
      begun = now;
      nextAt = now + shown.pause().toMillis();
    } else if (now >= nextAt && log.isInfoEnabled()) {
      nextAt = now + shown.pause().toMillis();
      shown.show("%d of %d, %d s: %s".formatted(done, total, (now - begun) / MILLIS, item));
    }
  }

  @Override
  public void warned(String message) {
    end();
    log.warn(message);
  }

  @Override
  public void detail(String message) {
    if (log.isDebugEnabled()) {
      end();
      log.debug(message);
    }
  }

  /** To be called before anybody else writes, for example about a failure. */
  void end() {
    if (longStage != null) {
      longStage.erase();
    }
  }
}
