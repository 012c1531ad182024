// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was noticed in a state that could be built.
 *
 * @param kind what is wrong; its code is the finding's
 * @param severity whether the state may be sealed all the same
 * @param subject the object concerned, as the catalogue names it, or a file
 * @param message one sentence: what is wrong with it and what to do
 * @param place where in the user's files, if that is known
 * @param edits changes of files that would help, if they are mechanical
 */
public record Finding(
    FailureKind kind,
    Severity severity,
    String subject,
    String message,
    @Nullable Place place,
    List<Edit> edits) {

  public Finding {
    edits = List.copyOf(edits);
  }

  public Finding(
      FailureKind kind, Severity severity, String subject, String message, @Nullable Place place) {
    this(kind, severity, subject, message, place, List.of());
  }

  /** How bad a finding is. */
  public enum Severity {
    /** Worth a look; the state is sound. */
    WARNING,
    /** The state must not be handed on. */
    ERROR
  }

  /** The stable code, for example {@code DBA-V002}. */
  public String code() {
    return kind.code();
  }

  @Override
  public String toString() {
    return code() + " " + subject + ": " + message;
  }
}
