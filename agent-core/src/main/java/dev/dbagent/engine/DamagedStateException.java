// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.StageFailure;
import java.io.IOException;

/**
 * The file of a state at rest is cut, altered or gone. It is of no use to anybody; made anew from
 * what it was made of, it is as good as before.
 */
public final class DamagedStateException extends IOException {

  private static final long serialVersionUID = 1L;

  public DamagedStateException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether a failure to start from a state is one of its file. */
  public static boolean isBehind(StageFailure failure) {
    return failure.getCause() instanceof DamagedStateException;
  }
}
