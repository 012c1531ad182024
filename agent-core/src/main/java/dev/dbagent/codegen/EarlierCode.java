// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Code that was generated before, of which files are as good as new. */
public interface EarlierCode {

  /** Whether all code for a table would be generated just the same. */
  boolean isOf(TableName table);

  /**
   * Whether a file with code for a table is there and would be generated just the same.
   *
   * @param file its path below the source root, with forward slashes
   */
  boolean has(TableName table, String file);

  /** Puts files, all of which are there, into a source root. */
  void put(Set<String> files, Path sourceRoot) throws IOException;

  /** For those who have nothing or trust nothing. */
  static EarlierCode none() {
    return new EarlierCode() {
      @Override
      public boolean isOf(TableName table) {
        return false;
      }

      @Override
      public boolean has(TableName table, String file) {
        return false;
      }

      @Override
      public void put(Set<String> files, Path sourceRoot) {}
    };
  }
}
