// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import org.jspecify.annotations.Nullable;

/**
 * A stage could not do its work: the facts, without an opinion. The message is one sentence that a
 * user understands; it names what was refused and never contains a secret.
 */
public final class StageFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final transient @Nullable Place place;
  private final transient @Nullable SqlFault fault;

  public StageFailure(FailureKind kind, String message) {
    this(kind, message, null, null, null);
  }

  public StageFailure(FailureKind kind, String message, @Nullable Throwable cause) {
    this(kind, message, null, null, cause);
  }

  public StageFailure(FailureKind kind, String message, Place place) {
    this(kind, message, place, null, null);
  }

  public StageFailure(
      FailureKind kind,
      String message,
      @Nullable Place place,
      @Nullable SqlFault fault,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.place = place;
    this.fault = fault;
  }

  public FailureKind kind() {
    return kind;
  }

  /** Where in the user's files, if the failure has such a place. */
  public @Nullable Place place() {
    return place;
  }

  /** What the server said, if it was the server that refused. */
  public @Nullable SqlFault fault() {
    return fault;
  }
}
