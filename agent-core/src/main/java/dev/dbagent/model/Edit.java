// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/** A change of a file that would help, so mechanical that a program could make it. */
public sealed interface Edit {

  /**
   * Replaces a text within a line.
   *
   * @param place where the text begins, with line and column
   * @param text what stands there
   * @param replacement what should stand there
   */
  record Replace(Place place, String text, String replacement) implements Edit {}

  /** Adds a file. */
  record Create(String file, String content) implements Edit {}

  /** Gives a file another name. */
  record Rename(String file, String to) implements Edit {}
}
