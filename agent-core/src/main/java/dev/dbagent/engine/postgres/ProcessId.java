// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process for all times: pids come back, but not with the same start.
 *
 * @param pid the pid
 * @param started its start, in milliseconds since the epoch
 */
record ProcessId(long pid, long started) {

  /** Linux counts from boot; the moment of boot shifts when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  static ProcessId of(ProcessHandle process) {
    return new ProcessId(process.pid(), startOf(process).map(Instant::toEpochMilli).orElse(0L));
  }

  static Optional<ProcessId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ProcessId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** The process, if it still runs; when its start cannot be read, it counts as the same. */
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).map(this::isMine).orElse(true));
  }

  private boolean isMine(Instant start) {
    return started == 0 || Math.abs(start.toEpochMilli() - started) <= TOLERANCE.toMillis();
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.info().startInstant();
  }

  @Override
  public String toString() {
    return pid + "-" + started;
  }
}
