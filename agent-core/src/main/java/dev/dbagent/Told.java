// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes on what a stage tells, and notes its warnings: they are of its inputs, not of this run.
 */
final class Told implements Progress {

  private final GoalRun run;
  private final List<String> warnings = new ArrayList<>();

  Told(GoalRun run) {
    this.run = run;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void warned(String message) {
    warnings.add(message);
    run.tellAgain(message);
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    run.progress().done(stage, summary, took);
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {
    run.progress().advanced(stage, done, total, item);
  }

  @Override
  public void detail(String message) {
    run.progress().detail(message);
  }
}
