// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a user should know although the build goes on. */
public final class RecordedWarnings implements Progress {

  private final List<String> warnings = new ArrayList<>();

  /** In the order in which they came. */
  public List<String> all() {
    return List.copyOf(warnings);
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {}

  @Override
  public void advanced(Stage stage, int done, int total, String item) {}

  @Override
  public void warned(String message) {
    warnings.add(message);
  }

  @Override
  public void detail(String message) {}
}
