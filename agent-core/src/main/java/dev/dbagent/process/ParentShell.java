// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A shell between a JVM and its starter, for as long as the JVM works. What the JVM does afterwards
 * nobody should have to wait for; but another JVM that has a living child takes 300 ms longer to
 * end (HotSpot's last wait for threads in native code, of which Java has one for each child).
 */
final class ParentShell {

  /**
   * Begins a command line. The shell's id is the last argument of the command; its exit status is
   * the command's. In the background, standard input would be that of nobody.
   */
  static final List<String> COMMAND =
      List.of(
          "/bin/sh", "-c", "exec 3<&0 </dev/null; \"$@\" $$ <&3 3<&- & exec 3<&-; wait $!", "sh");

  private ParentShell() {}

  /** Whether there is a shell, and a program: that it cannot be started a shell would not tell. */
  static boolean isPossible(Path program) {
    return Files.isExecutable(Path.of(COMMAND.get(0))) && Files.isExecutable(program);
  }

  /**
   * Ends the one that the command was told of, unless it has gone: its id may be another's then.
   */
  static void end(String shell) {
    ProcessHandle.current()
        .parent()
        .filter(parent -> parent.pid() == Long.parseLong(shell))
        .ifPresent(ProcessHandle::destroy);
  }
}
