// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.cache.StoreLimits;
import dev.dbagent.cache.StoredState;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.postgres.CacheContents;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.model.ByteCount;
import dev.dbagent.model.Count;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.report.CacheTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what a cache holds, without starting anything. */
public final class CacheGoal {

  private CacheGoal() {}

  /**
   * Lines for people: each state, then the sums.
   *
   * @param directory the cache, null for the current user's own
   * @param limits those that the builds are given, to be told beside the sums
   * @throws AgentException when the cache cannot be read
   */
  public static String describe(@Nullable Path directory, StoreLimits limits) {
    try {
      CacheDirectory cache = CacheDirectory.of(directory);
      StateStore store = new StateStore(cache.states(), limits, Progress.silent());
      List<StoredState> states = store.states();
      String table = CacheTable.of(states, Instant.now());
      return "Cache "
          + cache.root()
          + "\n\n"
          + (table.isEmpty() ? "" : table + "\n\n")
          + sums(states, store.sizeOfOthers(), limits, cache.contents());
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), null, e);
    }
  }

  private static String sums(
      List<StoredState> states, long others, StoreLimits limits, CacheContents contents) {
    long bytes = states.stream().mapToLong(StoredState::size).sum();
    String builds =
        contents.builds().isEmpty()
            ? "no build works in it now"
            : "at work now: "
                + contents.builds().stream()
                    .map(pid -> "process " + pid)
                    .collect(Collectors.joining(", "));
    return """
        States: %s, %s; what goals made of the same inputs: %s
        Kept: up to %s, for %d days since the last use
        Templates: %s; binaries: %s; records of what was verified last: %s; databases of failed tests: %s; classes of its JVMs: %s; spare data directories: %s
        Builds: %s"""
        .formatted(
            Count.of(states.size(), "state"),
            ByteCount.of(bytes),
            ByteCount.of(others),
            ByteCount.of(limits.bytes()),
            limits.age().toDays(),
            ByteCount.of(contents.templates()),
            ByteCount.of(contents.binaries()),
            ByteCount.of(contents.verified()),
            ByteCount.of(contents.kept()),
            ByteCount.of(contents.classes()),
            ByteCount.of(contents.spare()),
            builds);
  }
}
