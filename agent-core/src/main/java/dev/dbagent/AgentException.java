// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.diagnosis.Diagnosis;

/** The agent could not hand on a verified state; the diagnosis says why. Nothing was handed on. */
public final class AgentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Diagnosis diagnosis;

  AgentException(Diagnosis diagnosis, Throwable cause) {
    super(diagnosis.headline(), cause);
    this.diagnosis = diagnosis;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
