// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import dev.dbagent.outputs.SeenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Code that was generated before, of which files are as good as new. */
public interface EarlierCode {

  /** The tables all of whose code would be generated just the same. */
  Set<TableName> tables();

  /**
   * The checksums of all files that are there, by their paths below the source root, with forward
   * slashes (see {@link dev.dbagent.model.Checksum}).
   */
  Map<String, String> files();

  /** What is known of the files that stand in the target directory. */
  default SeenFiles seen() {
    return SeenFiles.ofNow();
  }

  /** Puts files, all of which are there, into a source root. */
  void put(Set<String> files, Path sourceRoot) throws IOException;

  /** For those who have nothing or trust nothing. */
  static EarlierCode none() {
    return new EarlierCode() {
      @Override
      public Set<TableName> tables() {
        return Set.of();
      }

      @Override
      public Map<String, String> files() {
        return Map.of();
      }

      @Override
      public void put(Set<String> files, Path sourceRoot) {}
    };
  }
}
