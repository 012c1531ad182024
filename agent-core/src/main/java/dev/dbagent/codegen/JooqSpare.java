// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * jOOQ's JVM, begun before it is needed: one goal may begin it for the next, which then finds its
 * classes loaded. None is begun before somebody asks.
 */
public final class JooqSpare implements AutoCloseable {

  private @Nullable JooqProcess waiting;

  /** No JVM yet. */
  public JooqSpare() {}

  /**
   * Begins one, unless one waits already. If that cannot be, whoever takes one is told.
   *
   * @param archives a folder for what makes the next ones on this machine quicker
   */
  public synchronized void begin(Path archives) {
    try {
      waiting = take(archives);
    } catch (StageFailure e) {
      waiting = null;
    }
  }

  /** The one that waits, if it is still there, or one that begins now. It is the taker's then. */
  synchronized JooqProcess take(Path archives) {
    JooqProcess found = waiting;
    waiting = null;
    return found != null && found.handle().isAlive()
        ? found
        : JooqProcess.start(JooqSpare.class.getClassLoader(), archives);
  }

  /** Lets the one end that waits. */
  @Override
  public synchronized void close() {
    if (waiting != null) {
      waiting.close();
      waiting = null;
    }
  }
}
