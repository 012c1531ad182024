// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.handoff.PackedSources;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.outputs.OutputArchive;
import dev.dbagent.outputs.OutputRecord;
import dev.dbagent.outputs.OutputRoots;
import dev.dbagent.outputs.SeenFiles;
import dev.dbagent.outputs.Stamps;
import dev.dbagent.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final AgentSettings settings;
  private final StateStore store;
  private final SeenFiles seen;
  private final OutputRoots roots;
  private final Path file;

  /**
   * @param code of the generated code
   */
  GoalOutputs(String goal, AgentSettings settings, StateStore store, SeenFiles code) {
    this.goal = goal;
    this.settings = settings;
    this.store = store;
    // What the first goal makes are few files, and others each time.
    this.seen = isFirst() ? SeenFiles.ofNow() : code;
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
  }

  /**
   * The record, if all that it tells of, and all that it was made of, looks as it did.
   *
   * @param looks the stamps of the inputs
   */
  Optional<OutputRecord> untouched(String looks) {
    Optional<OutputRecord> record = record();
    return record.isPresent() && record.get().looksAsItDid(looks, roots)
        ? record
        : Optional.empty();
  }

  /**
   * The record, if all that it tells of stands and was made of the same as would be made now.
   *
   * @param inputs the checksum of what they are made of now
   */
  Optional<OutputRecord> standing(String inputs) {
    Optional<OutputRecord> record = record();
    return record.isPresent()
            && record.get().inputs().equals(inputs)
            && record.get().stands(roots, seen)
        ? record
        : Optional.empty();
  }

  private Optional<OutputRecord> record() {
    Optional<OutputRecord> record = OutputRecord.read(file);
    return record.isPresent() && isOfUse(record.get()) ? record : Optional.empty();
  }

  /**
   * Puts everything back from the store, if it is all there and was certainly made of the same.
   *
   * @param inputs the checksum of the inputs
   * @param looks their stamps
   */
  Optional<OutputRecord> restored(String inputs, String looks) throws IOException {
    Optional<byte[]> archive = store.findKept(name(inputs), KEPT);
    Optional<OutputRecord> record =
        archive.isEmpty() ? Optional.empty() : OutputArchive.record(archive.get());
    if (record.isEmpty()
        || !isOfUse(record.get())
        || !record.get().key().equals(InputNames.read(settings).key())) {
      return Optional.empty();
    }
    withdraw();
    if (!isFirst() && code().restore(record.get().state()).isEmpty()) {
      return Optional.empty();
    }
    OutputArchive.unpack(archive.orElseThrow(), roots);
    if (!record.get().stands(roots, seen)) {
      return Optional.empty();
    }
    write(record.get(), looks);
    return record;
  }

  /**
   * Where each goal keeps its own outputs. The checksum of the inputs only finds them, the key in
   * their record proves what they are of. To compute that takes longer, and most builds that have
   * something to do find nothing.
   */
  private Fingerprint name(String inputs) {
    return Fingerprint.of("outputs").add("goal", goal).add("inputs", inputs).build();
  }

  private GeneratedCode code() {
    return new GeneratedCode(settings, store, seen);
  }

  /** The first goal hands a state on: without it the outputs are of no use. */
  private boolean isOfUse(OutputRecord record) {
    return !isFirst() || store.keeps(record.state());
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
   * @param inputs the names of the inputs
   * @param looks their stamps
   * @param state that was handed on or worked with
   * @param told what is worth telling again
   */
  void keep(InputNames inputs, String looks, Fingerprint state, List<String> told)
      throws IOException {
    String tests = TESTS + "/" + Reports.testReportName(goal);
    List<String> ofAllGoals =
        List.of(HANDOFF + "/" + Reports.DIAGNOSIS, HANDOFF + "/" + Reports.SARIF);
    List<String> packed = new ArrayList<>(ofAllGoals);
    packed.add(tests);
    if (isFirst()) {
      packed.add(HANDOFF + "/" + Handoff.FILE_NAME);
      packed.add(HANDOFF + "/" + PackedSources.FILE_NAME);
    }
    SortedMap<String, String> checksums =
        new TreeMap<>(OutputRecord.checksums(packed, roots, seen));
    if (isFirst()) {
      // The goals after it add to these.
      ofAllGoals.forEach(report -> checksums.put(report, OutputRecord.ANY));
    } else {
      checksums.putAll(code().checksums());
    }
    OutputRecord record =
        new OutputRecord(inputs.key(), inputs.checksum(), Stamps.NONE, state, told, checksums);
    store.keep(name(inputs.checksum()), KEPT, OutputArchive.pack(record, packed, roots));
    store.makeRoom();
    write(record, looks);
  }

  private void write(OutputRecord record, String looks) throws IOException {
    record.asItLooks(looks, settings.outputDirectory(), roots, seen).write(file);
    seen.note();
  }
}
