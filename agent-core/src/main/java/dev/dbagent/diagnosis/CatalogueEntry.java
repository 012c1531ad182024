// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.FailureKind;

/**
 * What there is to say about one kind of failure, for people.
 *
 * @param kind the failure
 * @param title the condition in a few words
 * @param condition when exactly this diagnosis is given
 * @param cause why it happens, in plain words
 * @param remedy what a person does next
 * @param failing a small project that yields it
 * @param corrected the same project, put right
 */
public record CatalogueEntry(
    FailureKind kind,
    String title,
    String condition,
    String cause,
    String remedy,
    Example failing,
    Example corrected) {

  /** The stable code, for example {@code DBA-M009}. */
  public String code() {
    return kind.code();
  }
}
