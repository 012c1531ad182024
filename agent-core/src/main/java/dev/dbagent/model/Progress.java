// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.time.Duration;

/** What the agent tells while it works; whoever runs it decides how to show it. */
public interface Progress {

  /** A stage ended well: one line of the story. */
  void done(Stage stage, String summary, Duration took);

  /**
   * Inside a long stage.
   *
   * @param done how many items are finished
   * @param total how many there are
   * @param item the one that comes now
   */
  void advanced(Stage stage, int done, int total, String item);

  /** Something that a user should know although the build goes on. */
  void warned(String message);

  /** For whoever asked for details. */
  void detail(String message);

  /** Tells nobody. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void done(Stage stage, String summary, Duration took) {}

      @Override
      public void advanced(Stage stage, int done, int total, String item) {}

      @Override
      public void warned(String message) {}

      @Override
      public void detail(String message) {}
    };
  }
}
