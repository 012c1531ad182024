// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

/** A line of a record file cannot be read. */
final class RecordSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int at;
  private final String reason;

  /**
   * @param at the index within the line
   * @param reason with the remedy
   */
  RecordSyntaxException(int at, String reason) {
    super(reason);
    this.at = at;
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /** Where in the line, counted in characters from 1. */
  int column(String line) {
    return line.codePointCount(0, Math.min(at, line.length())) + 1;
  }
}
