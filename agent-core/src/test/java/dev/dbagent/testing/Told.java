// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what a user was warned of. */
public class Told implements Progress {

  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Waits for one that was not waited for before. */
  public String nextWarning() throws InterruptedException {
    String warning = warnings.poll(20, TimeUnit.SECONDS);
    if (warning == null) {
      throw new AssertionError("no warning");
    }
    return warning;
  }

  @Override
  public void warned(String message) {
    warnings.add(message);
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {}

  @Override
  public void advanced(Stage stage, int done, int total, String item) {}

  @Override
  public void detail(String message) {}
}
