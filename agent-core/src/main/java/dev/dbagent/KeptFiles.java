// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.EarlierCode;
import dev.dbagent.model.TableName;
import dev.dbagent.outputs.OutputArchive;
import dev.dbagent.outputs.OutputRoots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of kept code that are of use for another catalogue. */
final class KeptFiles implements EarlierCode {

  private static final String PREFIX = GeneratedCode.ROOT + "/";

  private final byte[] archive;
  private final Set<String> all;
  private final Set<TableName> untouched;

  private KeptFiles(byte[] archive, Set<String> all, Set<TableName> untouched) {
    this.archive = archive;
    this.all = all;
    this.untouched = untouched;
  }

  /**
   * Empty for what is no archive of this version.
   *
   * @param untouched the tables whose code is the same
   */
  static Optional<EarlierCode> of(byte[] archive, Set<TableName> untouched) {
    return OutputArchive.record(archive)
        .map(record -> new KeptFiles(archive, record.checksums().keySet(), untouched));
  }

  @Override
  public Set<TableName> tables() {
    return untouched;
  }

  @Override
  public Set<String> files() {
    return all.stream()
        .filter(output -> output.startsWith(PREFIX))
        .map(output -> output.substring(PREFIX.length()))
        .collect(Collectors.toSet());
  }

  @Override
  public void put(Set<String> files, Path sourceRoot) throws IOException {
    OutputArchive.unpack(
        archive,
        output -> files.contains(output.substring(PREFIX.length())),
        new OutputRoots(Map.of(GeneratedCode.ROOT, sourceRoot)));
  }
}
