// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import org.jspecify.annotations.Nullable;

/** A stage could not do its work. The message is that of the facts. */
public final class StageFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient FailureFacts facts;

  public StageFailure(FailureFacts facts, @Nullable Throwable cause) {
    super(facts.message(), cause);
    this.facts = facts;
  }

  public StageFailure(FailureKind kind, String message) {
    this(FailureFacts.of(kind, message), null);
  }

  public StageFailure(FailureKind kind, String message, @Nullable Throwable cause) {
    this(FailureFacts.of(kind, message), cause);
  }

  public StageFailure(FailureKind kind, String message, Place place) {
    this(FailureFacts.of(kind, message).at(place), null);
  }

  public StageFailure(
      FailureKind kind,
      String message,
      @Nullable Place place,
      @Nullable SqlFault fault,
      @Nullable Throwable cause) {
    this(FailureFacts.of(kind, message).at(place).said(fault), cause);
  }

  public FailureFacts facts() {
    return facts;
  }

  public FailureKind kind() {
    return facts.kind();
  }

  /** Where in the user's files, if the failure has such a place. */
  public @Nullable Place place() {
    return facts.place();
  }

  /** What the server said, if it was the server that refused. */
  public @Nullable SqlFault fault() {
    return facts.fault();
  }
}
