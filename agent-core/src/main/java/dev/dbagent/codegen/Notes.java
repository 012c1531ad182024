// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What there is to tell, for somebody who listens from some time on and misses nothing. */
final class Notes implements Progress {

  private final List<Consumer<Progress>> missed = new ArrayList<>();
  private @Nullable Progress listener;

  /** Tells all so far, in order, and from now on at once. */
  synchronized void tellTo(Progress progress) {
    missed.forEach(note -> note.accept(progress));
    missed.clear();
    listener = progress;
  }

  private synchronized void tell(Consumer<Progress> note) {
    if (listener == null) {
      missed.add(note);
    } else {
      note.accept(listener);
    }
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    tell(to -> to.done(stage, summary, took));
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {
    tell(to -> to.advanced(stage, done, total, item));
  }

  @Override
  public void warned(String message) {
    tell(to -> to.warned(message));
  }

  @Override
  public void detail(String message) {
    tell(to -> to.detail(message));
  }
}
