// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
      Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", KILL, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

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

  boolean nameFullDisk() {
    return all().anyMatch(LogLine::namesFullDisk);
  }

  boolean nameFullKernelTable() {
    return all().anyMatch(LogLine::namesFullKernelTable);
  }

  boolean nameFullMemory() {
    return all().anyMatch(LogLine::namesFullMemory);
  }

  /** Whether no socket could be made, bound or listened on. */
  boolean nameUnusablePort() {
    return text.contains("could not create any TCP/IP sockets");
  }

  /** The shared library that the operating system could not find. */
  Optional<String> missingLibrary() {
    return found(LIBRARY);
  }

  /** The version of the C library that the program was made for, when this machine's is older. */
  Optional<String> missingLibc() {
    return found(LIBC);
  }

  /** The user of whom the machine knows no more than the number. */
  Optional<String> namelessUser() {
    return found(NAMELESS);
  }

  /** The signal that ended it or one of the processes under it. */
  Optional<String> signal() {
    return signalNumber().map(number -> SIGNALS.getOrDefault(number, "signal " + number));
  }

  /** Whether it was killed the way a kernel that is out of memory kills. */
  boolean wasKilled() {
    return signalNumber().filter(number -> number == KILL).isPresent();
  }

  /** The line that tells most, without its time and process. */
  String sentence() {
    return last(line -> line.namesFullDisk() && line.isFatal())
        .or(() -> last(LogLine::namesFullDisk))
        .or(() -> last(LogLine::isFatal))
        .or(() -> last(line -> line.severity().equals("ERROR")))
        .or(() -> last(line -> line.text().contains("error:")))
        .or(() -> own().reduce((first, second) -> second))
        .map(LogLine::message)
        .orElseGet(
            () -> "it said nothing" + (status.isPresent() ? ", status " + status.getAsInt() : ""));
  }

  /** The last few lines that are of the server's own making and no secret. */
  List<String> lines() {
    List<String> own = own().map(line -> line.text().strip()).toList();
    return own.subList(Math.max(0, own.size() - MOST_LINES), own.size());
  }

  private Stream<LogLine> own() {
    boolean sessions = text.contains(READY);
    String server = all().map(LogLine::pid).filter(pid -> !pid.isEmpty()).findFirst().orElse("");
    return all().filter(line -> line.isOwn(server, sessions));
  }

  private Optional<LogLine> last(Predicate<LogLine> told) {
    return all().filter(told).reduce((first, second) -> second);
  }

  private Stream<LogLine> all() {
    return text.lines().map(LogLine::of);
  }

  private Optional<Integer> signalNumber() {
    Optional<Integer> ofBackend = found(BACKEND).map(Integer::valueOf);
    return ofBackend.isPresent() || status.isEmpty() || status.getAsInt() <= SIGNALLED
        ? ofBackend
        : Optional.of(status.getAsInt() - SIGNALLED);
  }

  /** The first group that matched. */
  private Optional<String> found(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? IntStream.rangeClosed(1, matcher.groupCount())
            .mapToObj(matcher::group)
            .filter(group -> group != null)
            .findFirst()
        : Optional.empty();
  }
}
