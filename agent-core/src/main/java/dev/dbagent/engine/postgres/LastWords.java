// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskFullException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one of the engine's programs said before it ended, in English, and how it ended.
 *
 * @param text its log or output
 * @param status its exit status as a shell gives it; empty when it still runs or nobody knows
 */
record LastWords(String text, OptionalInt status) {

  static final LastWords NONE = new LastWords("", OptionalInt.empty());

  private static final String READY = "database system is ready to accept connections";

  private static final int MOST_LINES = 10;

  /** A shell says 128 and the signal's number when a signal ended a process. */
  private static final int SIGNALLED = 128;

  private static final int KILL = 9;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 9, "SIGKILL", 11,
          "SIGSEGV", 15, "SIGTERM");

  /** The server's log_line_prefix and severity, after prompts and what initdb tells meanwhile. */
  private static final Pattern LOGGED =
      Pattern.compile("(?:backend> |.* \\.\\.\\. )*\\d{4}-\\d\\d-\\d\\d [\\d:.]+ \\S+ \\[(\\d+)] ([A-Z]+): +(.*)");

  /** The dynamic loaders of glibc, of musl and of macOS. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "error while loading shared libraries: (\\S+?):"
              + "|Error loading shared library (\\S+?):"
              + "|Library not loaded: (\\S+)");

  private static final Pattern LIBC = Pattern.compile("version [`'](GLIBC\\S*_[\\d.]+)' not found");

  private static final Pattern NAMELESS =
      Pattern.compile("could not look up effective user ID (\\d+)");

  /** A backend that a signal ended takes all the others along; the server says so and goes on. */
  private static final Pattern BACKEND =
      Pattern.compile("\\(PID \\d+\\) was terminated by signal (\\d+)");

  /** ENOSPC of shmget and semget, which is no matter of disks (manual, section 18.4.1). */
  private static final Pattern NO_IDENTIFIER =
      Pattern.compile("could not create (shared memory segment|semaphores): No space left");

  /** A write that did not fail and yet wrote too little. */
  private static final Pattern PARTLY = Pattern.compile("wrote only \\d+ of \\d+ bytes");

  /** Whether it ended because it could not write. */
  boolean nameFullDisk() {
    return text.lines().anyMatch(LastWords::namesFullDisk);
  }

  private static boolean namesFullDisk(String line) {
    return (DiskFullException.isNamedIn(line) && !NO_IDENTIFIER.matcher(line).find())
        || PARTLY.matcher(line).find();
  }

  /** Whether the kernel had no identifier left for the server's shared memory. */
  boolean nameFullKernelTable() {
    return NO_IDENTIFIER.matcher(text).find();
  }

  /** Whether no socket could be made, bound or listened on. */
  boolean nameUnusablePort() {
    return text.contains("could not create any TCP/IP sockets");
  }

  /** The shared library that the operating system could not find. */
  Optional<String> missingLibrary() {
    Matcher found = LIBRARY.matcher(text);
    return found.find()
        ? Stream.of(1, 2, 3).map(found::group).filter(name -> name != null).findFirst()
        : Optional.empty();
  }

  /** The version of the C library that the program was made for, when this machine's is older. */
  Optional<String> missingLibc() {
    Matcher found = LIBC.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The user of whom the machine knows no more than the number. */
  Optional<String> namelessUser() {
    Matcher found = NAMELESS.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The signal that ended it or one of the processes under it. */
  Optional<String> signal() {
    return signalNumber().map(number -> SIGNALS.getOrDefault(number, "signal " + number));
  }

  /** Whether it was killed the way a kernel that is out of memory kills. */
  boolean wasKilled() {
    return signalNumber().filter(number -> number == KILL).isPresent();
  }

  private Optional<Integer> signalNumber() {
    Matcher backend = BACKEND.matcher(text);
    if (backend.find()) {
      return Optional.of(Integer.valueOf(backend.group(1)));
    }
    return status.isPresent() && status.getAsInt() > SIGNALLED
        ? Optional.of(status.getAsInt() - SIGNALLED)
        : Optional.empty();
  }

  /** The line that tells most, without its time and process. */
  String sentence() {
    return last(line -> namesFullDisk(line) && severity(line).matches("FATAL|PANIC"))
        .or(() -> last(LastWords::namesFullDisk))
        .or(() -> last(line -> severity(line).matches("FATAL|PANIC")))
        .or(() -> last(line -> severity(line).equals("ERROR")))
        .or(() -> last(line -> line.contains("error:")))
        .or(() -> lines().stream().reduce((first, second) -> second))
        .map(LastWords::withoutPrefix)
        .orElseGet(
            () ->
                status.isPresent()
                    ? "it said nothing and ended with status " + status.getAsInt()
                    : "it said nothing");
  }

  /**
   * The last few lines that are of the server's own making. Errors of statements, details, what a
   * session logs and what a program prints that a session runs are left out: they may quote what
   * somebody keeps secret.
   */
  List<String> lines() {
    boolean sessions = text.contains(READY);
    String server = text.lines().map(LastWords::pid).filter(p -> !p.isEmpty()).findFirst().orElse("");
    List<String> own =
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("\t"))
            .filter(line -> isOwn(line, server, sessions))
            .map(String::strip)
            .toList();
    return own.subList(Math.max(0, own.size() - MOST_LINES), own.size());
  }

  private static boolean isOwn(String line, String server, boolean sessions) {
    return switch (severity(line)) {
      case "" -> !sessions;
      case "FATAL", "PANIC" -> true;
      case "LOG", "HINT" -> pid(line).equals(server);
      default -> false;
    };
  }

  private Optional<String> last(Predicate<String> told) {
    return text.lines().filter(told).reduce((first, second) -> second);
  }

  /** This and the next are empty when it is no line of the server's log. */
  private static String pid(String line) {
    Matcher logged = LOGGED.matcher(line);
    return logged.matches() ? logged.group(1) : "";
  }

  private static String severity(String line) {
    Matcher logged = LOGGED.matcher(line);
    return logged.matches() ? logged.group(2) : "";
  }

  private static String withoutPrefix(String line) {
    Matcher logged = LOGGED.matcher(line);
    return (logged.matches() ? logged.group(3) : line).strip();
  }
}
