// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the engine's programs are run, and whose its files have to be.
 *
 * @param description for people
 * @param prefix the words before a command
 * @param owner null when files stay with whoever made them
 */
record RunAs(String description, List<String> prefix, @Nullable Account owner) {

  /** As the current user, who is not root. */
  static final RunAs SELF = new RunAs("the current user", List.of(), null);

  List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(words);
    return command;
  }

  /**
   * Gives one file or folder that is private to its owner to the account; its group has no part.
   */
  void own(Path path) throws IOException {
    if (owner != null) {
      give(path, owner);
    }
  }

  /** Takes a folder back from the account: from now on nobody else can reach into it. */
  void disown(Path folder) throws IOException {
    if (owner != null) {
      Files.setAttribute(folder, "unix:uid", ProcessUser.uid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Gives a folder and all in it to the account. The folder itself changes hands last: until then
   * nobody but us can reach into it.
   */
  void ownAll(Path folder) throws IOException {
    Account account = owner;
    if (account == null) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            give(file, account);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            give(directory, account);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void give(Path path, Account account) throws IOException {
    Files.setAttribute(path, "unix:uid", account.uid(), LinkOption.NOFOLLOW_LINKS);
  }
}
