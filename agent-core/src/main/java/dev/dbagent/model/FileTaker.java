// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiConsumer;

/** Takes files, each with its path as a user of the project writes it, one after the other. */
@FunctionalInterface
public interface FileTaker extends BiConsumer<String, Path> {

  /**
   * Takes a file that whoever found it has looked at: to look costs more than all else that is done
   * with most files.
   *
   * @param looks as they were a moment ago
   */
  default void accept(String shown, Path file, BasicFileAttributes looks) {
    accept(shown, file);
  }
}
