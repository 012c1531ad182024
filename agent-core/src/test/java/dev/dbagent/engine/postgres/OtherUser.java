// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets programs of the tests be run by somebody else than root, who may not be allowed into the
 * local repository.
 *
 * @param account who
 * @param library a folder with copies of the class path and of the engine's binaries
 * @param classPath the copies
 */
record OtherUser(Account account, Path library, String classPath) {

  /**
   * @param folder in which every user can reach what is made
   */
  static OtherUser of(Account account, Path folder) throws IOException {
    Folders.allow(folder, "rwxr-xr-x");
    Path library = Folders.create(folder.resolve("lib"), "rwxr-xr-x");
    List<String> copies = new ArrayList<>();
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path copy = library.resolve(Integer.toString(number++));
      copyAll(Path.of(entry), copy);
      copies.add(copy.toString());
    }
    copyAll(Path.of(System.getProperty("test.binaries")), library);
    return new OtherUser(account, library, String.join(File.pathSeparator, copies));
  }

  /** The words before a command that this user is to run. */
  List<String> prefix() {
    return Rung.SETPRIV.prefix(Path.of("setpriv"), account);
  }

  /** What {@link StartAttempt} says when this user runs it. */
  String attemptToStart(Path cache) throws IOException {
    List<String> command = new ArrayList<>(prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dtest.binaries=" + library);
    command.addAll(List.of("-cp", classPath, StartAttempt.class.getName(), cache.toString()));
    Process attempt = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(attempt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void copyAll(Path source, Path target) throws IOException {
    try (var all = Files.walk(source)) {
      for (Path path : all.toList()) {
        Path copy = target.resolve(source.relativize(path).toString());
        if (!Files.isDirectory(copy)) {
          Files.copy(path, copy);
        }
      }
    }
  }
}
