// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.dbagent.model.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
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
  void removesWhatAKilledBuildHasStagedLongAgo() throws Exception {
    SourceTree tree = new SourceTree(directory.resolve("jooq"));
    Path killed = tree.stage();
    Files.writeString(Files.createDirectories(killed.resolve("com/acme")).resolve("A.java"), "");
    Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path atWork = tree.stage();
    Path own = Files.createDirectory(directory.resolve(".jooq-1"));
    Files.setLastModifiedTime(own, FileTime.fromMillis(0));

    Path staged = tree.stage();

    assertThat(killed).doesNotExist();
    assertThat(directory.toRealPath())
        .isDirectoryContaining(atWork::equals)
        .isDirectoryContaining(staged::equals);
    assertThat(own).isDirectory();
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

  @Test
  void knowsWhatStandsAlready() throws Exception {
    Path root = directory.resolve("root");
    replace(root, "A.java");
    Files.writeString(root.resolve("B.java"), "changed");
    String a = Checksum.of("A.java".getBytes(UTF_8));
    String b = Checksum.of("B.java".getBytes(UTF_8));

    assertThat(
            new SourceTree(root)
                .standing(Map.of("A.java", a, "B.java", b, "C.java", b), SeenFiles.ofNow()))
        .containsExactly("A.java");
  }

  @Test
  void keepsWhatStandsBesideWhatIsStaged() throws Exception {
    Path root = directory.resolve("root");
    replace(root, "A.java");
    SourceTree tree = new SourceTree(root);
    Path staged = tree.stage();
    try {
      Files.writeString(staged.resolve("B.java"), "B");

      assertThat(tree.draft(staged, Set.of("A.java")))
          .containsOnly(
              entry("A.java", root.resolve("A.java")), entry("B.java", staged.resolve("B.java")));
      assertThat(tree.replaceBy(staged, Set.of("A.java")))
          .isEqualTo(new SourceTree.Changes(1, 1, 0));
    } finally {
      SourceTree.remove(staged);
    }
    assertThat(root.resolve("A.java")).hasContent("A.java");
    assertThat(tree.list()).containsExactly("A.java", "B.java");
  }

  private static SourceTree.Changes replace(Path root, String file) throws IOException {
    SourceTree tree = new SourceTree(root);
    Path staged = tree.stage();
    try {
      Files.writeString(staged.resolve(file), file);
      return tree.replaceBy(staged, Set.of());
    } finally {
      SourceTree.remove(staged);
    }
  }
}
