// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskFullException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of what one of the engine's programs said.
 *
 * @param text the whole line
 * @param pid of the process that logged it, empty when it is no line of a server's log
 * @param severity with which it was logged, empty when it is no line of a server's log
 * @param message what was logged, or the whole line
 */
record LogLine(String text, String pid, String severity, String message) {

  /** The server's log_line_prefix and severity, after prompts or what initdb tells meanwhile. */
  private static final Pattern LOGGED =
      Pattern.compile(
          "(?:.* \\.\\.\\. |(?:backend> )+)?"
              + "\\d{4}-\\d\\d-\\d\\d [\\d:.]+ \\S+ \\[(\\d+)] ([A-Z]+): +(.*)");

  /** ENOSPC of shmget and semget, which is no matter of disks (manual, section 18.4.1). */
  private static final Pattern NO_IDENTIFIER =
      Pattern.compile("could not create (shared memory segment|semaphores): No space left");

  /** What is in quotes is no path below the data directory, but a name in /dev/shm. */
  private static final Pattern IN_MEMORY =
      Pattern.compile("shared memory segment \"/[^\"]*\" to \\d+ bytes: No space left");

  /** A write that did not fail and yet wrote too little. */
  private static final Pattern PARTLY = Pattern.compile("wrote only \\d+ of \\d+ bytes");

  static LogLine of(String text) {
    Matcher logged = LOGGED.matcher(text);
    return logged.matches()
        ? new LogLine(text, logged.group(1), logged.group(2), logged.group(3).strip())
        : new LogLine(text, "", "", text.strip());
  }

  /** Whether the server gave up with it. */
  boolean isFatal() {
    return severity.equals("FATAL") || severity.equals("PANIC");
  }

  boolean namesFullDisk() {
    return (DiskFullException.isNamedIn(text) && !namesFullKernelTable() && !namesFullMemory())
        || PARTLY.matcher(text).find();
  }

  /** Whether the kernel had no identifier left for the server's shared memory. */
  boolean namesFullKernelTable() {
    return NO_IDENTIFIER.matcher(text).find();
  }

  /** Whether /dev/shm had no room for the server's shared memory. */
  boolean namesFullMemory() {
    return IN_MEMORY.matcher(text).find();
  }

  /**
   * Whether it is of the server's own making. Errors of statements, details, what a session logs
   * and what a program prints that a session runs are not: they may quote what somebody keeps
   * secret.
   *
   * @param server the server's pid
   * @param sessions whether there can have been any
   */
  boolean isOwn(String server, boolean sessions) {
    return switch (severity) {
      case "" -> !sessions && !text.isBlank() && !text.startsWith("\t");
      case "LOG", "HINT" -> pid.equals(server);
      default -> isFatal();
    };
  }
}
