// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.provenance.Changes;
import org.jspecify.annotations.Nullable;

/** The agent could not hand on a verified state; the diagnosis says why. Nothing was handed on. */
public final class AgentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Diagnosis diagnosis;
  private final transient @Nullable Changes changes;

  AgentException(Diagnosis diagnosis, @Nullable Changes changes, Throwable cause) {
    super(diagnosis.headline(), cause);
    this.diagnosis = diagnosis;
    this.changes = changes;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /** What changed since the last verified state; null when this machine remembers none. */
  public @Nullable Changes changes() {
    return changes;
  }
}
