// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.EarlierCode;
import dev.dbagent.model.TableName;
import dev.dbagent.outputs.OutputArchive;
import dev.dbagent.outputs.OutputRecord;
import dev.dbagent.outputs.OutputRoots;
import dev.dbagent.outputs.SeenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files of kept code that are of use for another catalogue. */
final class KeptFiles implements EarlierCode {

  private static final String PREFIX = GeneratedCode.ROOT + "/";

  private final byte[] archive;
  private final Map<String, String> files;
  private final Set<TableName> untouched;
  private final SeenFiles seen;

  private KeptFiles(
      byte[] archive, Map<String, String> files, Set<TableName> untouched, SeenFiles seen) {
    this.archive = archive;
    this.files = files;
    this.untouched = untouched;
    this.seen = seen;
  }

  /**
   * Empty for what is no archive of this version.
   *
   * @param untouched the tables whose code is the same
   * @param seen of the files that stand
   */
  static Optional<EarlierCode> of(byte[] archive, Set<TableName> untouched, SeenFiles seen) {
    return OutputArchive.record(archive)
        .map(record -> new KeptFiles(archive, checksums(record), untouched, seen));
  }

  /** The files of code in a record, by their paths below the source root. */
  static Map<String, String> checksums(OutputRecord record) {
    Map<String, String> files = new HashMap<>();
    record
        .checksums()
        .forEach(
            (output, checksum) -> {
              if (output.startsWith(PREFIX)) {
                files.put(output.substring(PREFIX.length()), checksum);
              }
            });
    return files;
  }

  /**
   * Unpacks files of kept code.
   *
   * @param wanted their paths below the source root
   */
  static void unpack(byte[] archive, Set<String> wanted, Path sourceRoot) throws IOException {
    if (wanted.isEmpty()) {
      return;
    }
    OutputArchive.unpack(
        archive,
        output -> wanted.contains(output.substring(PREFIX.length())),
        new OutputRoots(Map.of(GeneratedCode.ROOT, sourceRoot)));
  }

  @Override
  public Set<TableName> tables() {
    return untouched;
  }

  @Override
  public Map<String, String> files() {
    return files;
  }

  @Override
  public SeenFiles seen() {
    return seen;
  }

  @Override
  public void put(Set<String> wanted, Path sourceRoot) throws IOException {
    unpack(archive, wanted, sourceRoot);
  }
}
