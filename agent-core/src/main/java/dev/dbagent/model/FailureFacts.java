// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a stage knows about a failure, without an opinion. Nothing in it is a secret.
 *
 * @param kind how it failed
 * @param message one sentence that a user understands; names what was refused
 * @param place where in the user's files, if the failure has such a place
 * @param excerpt the lines around the place, if it has a line
 * @param fault what the server said, if it was the server that refused
 * @param notes what was found out besides, a sentence each
 * @param related other places that have to do with it
 * @param setting a setting that would help, if there is one
 * @param edits changes of files that would help, if they are mechanical
 */
public record FailureFacts(
    FailureKind kind,
    String message,
    @Nullable Place place,
    @Nullable Excerpt excerpt,
    @Nullable SqlFault fault,
    List<String> notes,
    List<Related> related,
    @Nullable Setting setting,
    List<Edit> edits) {

  public FailureFacts {
    notes = List.copyOf(notes);
    related = List.copyOf(related);
    edits = List.copyOf(edits);
  }

  /** Facts of which only the most general is known. */
  public static FailureFacts of(FailureKind kind, String message) {
    return new FailureFacts(kind, message, null, null, null, List.of(), List.of(), null, List.of());
  }

  /** With another kind, because more is known. */
  public FailureFacts as(FailureKind better) {
    return new FailureFacts(better, message, place, excerpt, fault, notes, related, setting, edits);
  }

  public FailureFacts at(@Nullable Place where) {
    return new FailureFacts(kind, message, where, null, fault, notes, related, setting, edits);
  }

  /**
   * With a place and the lines around it.
   *
   * @param text of the file that the place is in
   */
  public FailureFacts at(Place where, String text) {
    return at(where, where.line() == 0 ? null : Excerpt.around(text, where));
  }

  /** With a place and an excerpt that was made already. */
  public FailureFacts at(Place where, @Nullable Excerpt around) {
    return new FailureFacts(kind, message, where, around, fault, notes, related, setting, edits);
  }

  public FailureFacts said(@Nullable SqlFault words) {
    return new FailureFacts(kind, message, place, excerpt, words, notes, related, setting, edits);
  }

  public FailureFacts note(String sentence) {
    return new FailureFacts(
        kind, message, place, excerpt, fault, and(notes, sentence), related, setting, edits);
  }

  public FailureFacts see(Place where, String label) {
    List<Related> more = and(related, new Related(where, label));
    return new FailureFacts(kind, message, place, excerpt, fault, notes, more, setting, edits);
  }

  public FailureFacts suggest(Setting helpful) {
    return new FailureFacts(kind, message, place, excerpt, fault, notes, related, helpful, edits);
  }

  public FailureFacts suggest(Edit helpful) {
    return new FailureFacts(
        kind, message, place, excerpt, fault, notes, related, setting, and(edits, helpful));
  }

  private static <T> List<T> and(List<T> some, T more) {
    List<T> all = new ArrayList<>(some);
    all.add(more);
    return all;
  }
}
