// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, where, and what to do about it.
 *
 * @param code stable, for example {@code DBA-M006}
 * @param title the condition in a few words
 * @param message what was refused, in one sentence
 * @param place where in the user's files, if it has a place
 * @param fault what the server said, if it was the server that refused
 * @param remedy what a person does next
 */
public record Diagnosis(
    String code,
    String title,
    String message,
    @Nullable Place place,
    @Nullable SqlFault fault,
    String remedy) {

  /** The answer in one line: place, message, code, SQLSTATE. */
  public String headline() {
    StringBuilder line = new StringBuilder();
    if (place != null) {
      line.append(place).append(": ");
    }
    line.append(message).append(" [").append(code);
    if (fault != null && !fault.sqlState().isEmpty()) {
      line.append(", SQLSTATE ").append(fault.sqlState());
    }
    return line.append("]").toString();
  }

  /** The headline, what the server added to it, and the remedy, one line each. */
  public String text() {
    StringJoiner text = new StringJoiner("\n");
    text.add(headline());
    if (fault != null) {
      addIfKnown(text, "detail", fault.detail());
      addIfKnown(text, "hint", fault.hint());
      addIfKnown(text, "context", fault.context());
    }
    return text.add("  remedy: " + remedy).toString();
  }

  private static void addIfKnown(StringJoiner text, String label, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      text.add("  " + label + ": " + value.strip().replace("\n", "\n    "));
    }
  }
}
