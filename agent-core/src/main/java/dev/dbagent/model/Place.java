// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/**
 * A place in a file that a person wrote. Prints as {@code file:line:column}, the form that editors
 * and terminals turn into a link.
 *
 * @param file the path as a user of this project would write it
 * @param line counted from 1; 0 when only the file is known
 * @param column counted from 1; 0 when only the line is known
 */
public record Place(String file, int line, int column) {

  public static Place file(String file) {
    return new Place(file, 0, 0);
  }

  public static Place line(String file, int line) {
    return new Place(file, line, 0);
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
