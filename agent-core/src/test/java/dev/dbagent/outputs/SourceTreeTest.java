// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {

  @TempDir private Path directory;

  @Test
  void neverReachesOutOfItsDirectory() throws Exception {
    Path precious = Files.writeString(directory.resolve("Precious.java"), "");
    Path root = Files.createDirectory(directory.resolve("root"));
    Files.writeString(root.resolve(".db-agent-files"), "../Precious.java\n");

    assertThat(replace(root, "A.java").deleted()).isZero();
    assertThat(precious).exists();
  }

  @Test
  void sparesAFileThatNobodyListed() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    Path own = Files.writeString(root.resolve("Own.java"), "");
    replace(root, "A.java");

    assertThat(replace(root, "B.java").deleted()).isEqualTo(1);
    assertThat(own).exists();
    assertThat(root.resolve("A.java")).doesNotExist();
  }

  @Test
  void repairsAFileThatSomebodyChanged() throws Exception {
    Path root = directory.resolve("root");
    replace(root, "A.java");
    Files.writeString(root.resolve("A.java"), "changed");

    assertThat(replace(root, "A.java").written()).isEqualTo(1);
    assertThat(root.resolve("A.java")).hasContent("A.java");
  }

  @Test
  void remembersWhatAnInterruptedMoveHadListed() throws Exception {
    Path root = directory.resolve("root");
    replace(root, "A.java");
    Files.writeString(root.resolve(".db-agent-files"), "A.java\nHalf.java\n");
    Files.writeString(root.resolve("Half.java"), "");
    replace(root, "A.java");

    assertThat(root.resolve("Half.java")).doesNotExist();
  }

  private static SourceTree.Changes replace(Path root, String file) throws IOException {
    SourceTree tree = new SourceTree(root);
    Path staged = tree.stage();
    try {
      Files.writeString(staged.resolve(file), file);
      return tree.replaceBy(staged);
    } finally {
      SourceTree.remove(staged);
    }
  }
}
