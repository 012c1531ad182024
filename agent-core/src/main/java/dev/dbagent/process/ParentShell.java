// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shell between a JVM and its starter, for as long as the JVM works. What the JVM does
 * afterwards, which is to write a class archive, nobody should have to wait for; but another JVM
 * that has a living child takes 300 ms longer to end (HotSpot's last wait for threads in native
 * code, of which Java has one for each child). A second shell between the two puts the archive in
 * its place.
 */
final class ParentShell {

  private static final String SHELL = "/bin/sh";

  /**
   * The first shell's id is the last argument of the command; its exit status is the command's. In
   * the background, standard input would be that of nobody.
   */
  private static final String SCRIPT =
      """
      aside=$1 file=$2
      shift 2
      exec 3<&0 </dev/null
      {
        "$@" $$ <&3 3<&-
        status=$?
        { [ $status = 0 ] && mv -f "$aside" "$file" || rm -f "$aside"; } 2>/dev/null
        exit $status
      } &
      exec 3<&-
      wait $!
      """;

  private ParentShell() {}

  /** Whether there is a shell, and a program: that it cannot be started a shell would not tell. */
  static boolean isPossible(Path program) {
    return Files.isExecutable(Path.of(SHELL)) && Files.isExecutable(program);
  }

  /** Begins a command line that writes a file aside, if it ends well. */
  static List<String> command(Path aside, Path file) {
    return new ArrayList<>(List.of(SHELL, "-c", SCRIPT, "sh", aside.toString(), file.toString()));
  }

  /** The process of the command behind the shells; empty when it has gone. */
  static Optional<ProcessHandle> child(ProcessHandle shell) {
    return shell.children().findFirst().flatMap(second -> second.children().findFirst());
  }

  /**
   * Ends the one that the command was told of, unless it has gone: its id may be another's then.
   */
  static void end(String shell) {
    ProcessHandle.current()
        .parent()
        .flatMap(ProcessHandle::parent)
        .filter(first -> first.pid() == Long.parseLong(shell))
        .ifPresent(ProcessHandle::destroy);
  }

  /** Kills this JVM, which would write its archive before any other end. */
  static void kill() {
    try {
      new ProcessBuilder(SHELL, "-c", "kill -9 $PPID").start();
    } catch (IOException e) {
      // The archive is written, of whatever was loaded, and thrown away.
    }
    Runtime.getRuntime().halt(1);
  }
}
