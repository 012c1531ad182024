// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import dev.dbagent.outputs.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Code that jOOQ has written beside the target directory, complete but for what was taken of
 * earlier code; it goes when it is closed.
 *
 * @param target the directory that it is for
 * @param folder where it lies
 */
record StagedCode(Path target, Path folder, Written written, EarlierCode earlier)
    implements AutoCloseable {

  private static final String WRITING = "the generated code";

  /**
   * What jOOQ did.
   *
   * @param tables how many of the catalogue's it held
   * @param taken what it did without
   * @param warnings what it warned of
   */
  record Written(int tables, Taken taken, List<String> warnings) {

    boolean isDoubtful() {
      return warnings.stream().anyMatch(JooqLog::isDoubt);
    }
  }

  /** Brings the target directory up to date, if nothing in the code is wrong. */
  GeneratedSources put() {
    SourceTree tree = new SourceTree(target);
    try {
      Set<String> standing = put(tree, written.taken().files());
      CutFiles.refuse(folder, target);
      NameClashes.refuse(tree.draft(folder, standing), written.taken().files());
      return new GeneratedSources(
          JooqVersion.onClassPath(),
          written.tables(),
          written.taken().tables(),
          !written.isDoubtful(),
          tree.replaceBy(folder, standing));
    } catch (IOException e) {
      throw unwritable(e, target);
    }
  }

  /** Stages what was taken of earlier code and returns what need not be staged. */
  private Set<String> put(SourceTree tree, Set<String> taken) throws IOException {
    Map<String, String> missing = new HashMap<>(earlier.files());
    missing.keySet().retainAll(taken);
    Set<String> standing = tree.standing(missing, earlier.seen());
    missing.keySet().removeAll(standing);
    earlier.put(missing.keySet(), folder);
    return standing;
  }

  /** To be asked before anything is deleted: room may be the reason. */
  static StageFailure unwritable(IOException e, Path target) {
    String why = "cannot write the generated code to " + target + ": ";
    return DiskFullException.failureBehind(e, target, WRITING)
        .orElseGet(
            () -> new StageFailure(FailureKind.GENERATION_FAILED, why + FileTrouble.words(e), e));
  }

  /** The disk is full, as is known already. */
  static StageFailure withoutRoom(Throwable thrown, Path target) {
    return DiskFullException.failure(thrown, target, WRITING);
  }

  @Override
  public void close() {
    try {
      SourceTree.remove(folder);
    } catch (IOException e) {
      throw unwritable(e, target);
    }
  }
}
