// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.outputs.OutputArchive;
import dev.dbagent.outputs.OutputRecord;
import dev.dbagent.outputs.OutputRoots;
import dev.dbagent.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a goal leaves in the build folder. Its record lies beside it; a copy of both is kept in the
 * store, for the next build of the same inputs, wherever that is checked out.
 */
final class GoalOutputs {

  private static final String HANDOFF = "handoff";
  private static final String TESTS = "tests";
  private static final String SUFFIX = ".outputs";
  private static final String KEPT = "outputs";

  private final String goal;
  private final Fingerprint key;
  private final StateStore store;
  private final OutputRoots roots;
  private final Path file;
  private final GeneratedCode code;

  GoalOutputs(String goal, AgentSettings settings, Fingerprint key, StateStore store) {
    this.goal = goal;
    this.key = key;
    this.store = store;
    this.roots =
        new OutputRoots(
            Map.of(
                HANDOFF,
                settings.outputDirectory(),
                TESTS,
                settings.reports().testDirectory(),
                GeneratedCode.ROOT,
                settings.generator().targetDirectory()));
    this.file = settings.outputDirectory().resolve(goal + SUFFIX);
    this.code = new GeneratedCode(settings, store);
  }

  /** The record, if all that it tells of stands and was made of the same as would be made now. */
  Optional<OutputRecord> standing() {
    Optional<OutputRecord> record = OutputRecord.read(file);
    return record.isPresent()
            && isOfKey(record.get())
            && isOfUse(record.get())
            && record.get().stands(roots)
        ? record
        : Optional.empty();
  }

  /** Puts everything back from the store, if it is all there. */
  Optional<OutputRecord> restored() throws IOException {
    Optional<byte[]> archive = store.findKept(key, KEPT);
    Optional<OutputRecord> record =
        archive.isEmpty() ? Optional.empty() : OutputArchive.record(archive.get());
    if (record.isEmpty() || !isOfKey(record.get()) || !isOfUse(record.get())) {
      return Optional.empty();
    }
    withdraw();
    if (!isFirst() && code.restore(record.get().state()).isEmpty()) {
      return Optional.empty();
    }
    OutputArchive.unpack(archive.orElseThrow(), roots);
    if (!record.get().stands(roots)) {
      return Optional.empty();
    }
    record.get().write(file);
    return record;
  }

  private boolean isOfKey(OutputRecord record) {
    return record.key().hex().equals(key.hex());
  }

  /** The first goal hands a state on: without it the outputs are of no use. */
  private boolean isOfUse(OutputRecord record) {
    return !isFirst() || store.find(record.state()).isPresent();
  }

  private boolean isFirst() {
    return goal.equals(GoalRun.PREPARE);
  }

  /** Takes the record back, because what it tells of is about to change. */
  void withdraw() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Records what the goal has made and keeps it.
   *
   * @param state that was handed on or worked with
   * @param told what is worth telling again
   */
  void keep(Fingerprint state, List<String> told) throws IOException {
    String reports = HANDOFF + "/";
    List<String> shared = List.of(reports + Reports.DIAGNOSIS, reports + Reports.SARIF);
    String tests = TESTS + "/" + Reports.testReportName(goal);
    SortedMap<String, String> digests;
    List<String> packed;
    if (isFirst()) {
      packed = List.of(reports + Handoff.FILE_NAME, tests, shared.get(0), shared.get(1));
      digests = new TreeMap<>(OutputRecord.digests(packed.subList(0, 2), roots));
      // The goals after it add to these.
      shared.forEach(report -> digests.put(report, OutputRecord.ANY));
    } else {
      packed = List.of(tests, shared.get(0), shared.get(1));
      digests = new TreeMap<>(OutputRecord.digests(packed, roots));
      digests.putAll(code.digests());
    }
    OutputRecord record = new OutputRecord(key, state, told, digests);
    store.keep(key, KEPT, OutputArchive.pack(record, packed, roots));
    record.write(file);
  }
}
