// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/**
 * Something that a check noticed in a state that could be built.
 *
 * @param code the stable code, for example {@code DBA-V002}
 * @param severity whether the state may be sealed all the same
 * @param subject the object concerned, as the catalogue names it, or a file
 * @param message one sentence: what is wrong with it and what to do
 */
public record Finding(String code, Severity severity, String subject, String message) {

  /** How bad a finding is. */
  public enum Severity {
    /** Worth a look; the state is sound. */
    WARNING,
    /** The state must not be handed on. */
    ERROR
  }

  @Override
  public String toString() {
    return code + " " + subject + ": " + message;
  }
}
