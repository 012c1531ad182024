// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL refuses to run as root. */
final class DroppedRoot {

  private DroppedRoot() {}

  /**
   * The words before a command that run it as somebody else; none when we are not root.
   *
   * @param postgres the program to try them with
   */
  static List<String> prefix(Path postgres) throws IOException, InterruptedException {
    if (!isRoot()) {
      return List.of();
    }
    String name = account(postgres).getName();
    List<List<String>> ways =
        List.of(
            List.of("setpriv", "--reuid=" + name, "--regid=" + group(name), "--clear-groups"),
            List.of("runuser", "-u", name, "--"),
            List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name));
    for (List<String> way : ways) {
      List<String> words = new ArrayList<>(way);
      words.addAll(List.of(postgres.toString(), "--version"));
      if (succeeds(words)) {
        return way;
      }
    }
    throw new IOException(
        "started as root, and user " + name + " cannot run " + postgres + ": see --work in --help");
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** An account that is in the list of accounts, which initdb asks for. */
  static UserPrincipal account(Path path) throws IOException {
    for (String name : List.of("postgres", "nobody")) {
      try {
        return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
      } catch (UserPrincipalNotFoundException e) {
        continue;
      }
    }
    throw new IOException("neither postgres nor nobody is an account of this machine");
  }

  private static String group(String account) throws IOException, InterruptedException {
    Process id = new ProcessBuilder("id", "-g", account).start();
    String group = new String(id.getInputStream().readAllBytes()).strip();
    id.waitFor();
    return group;
  }

  private static boolean succeeds(List<String> words) throws InterruptedException {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // The tool is not there.
      return false;
    }
  }
}
