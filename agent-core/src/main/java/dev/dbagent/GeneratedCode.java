// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.migration.MigrationSources;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.outputs.OutputArchive;
import dev.dbagent.outputs.OutputRecord;
import dev.dbagent.outputs.OutputRoots;
import dev.dbagent.outputs.SourceTree;
import dev.dbagent.outputs.Stamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The generated code of one module, and its copies in the store: one for each catalogue that it was
 * generated from, so that equal catalogues share one.
 */
final class GeneratedCode {

  /** The name of its folder in records. */
  static final String ROOT = "sources";

  private static final String CATALOGUE = "catalogue";
  private static final String KEPT = "code";

  private final AgentSettings settings;
  private final StateStore store;
  private final SourceTree tree;

  GeneratedCode(AgentSettings settings, StateStore store) {
    this.settings = settings;
    this.store = store;
    this.tree = new SourceTree(settings.generator().targetDirectory());
  }

  /**
   * What was put back.
   *
   * @param told what the generation told that is worth telling again
   * @param changes of the folder
   */
  record Restored(List<String> told, SourceTree.Changes changes) {

    /** For people, one line. */
    String summary() {
      return "Restored: generated code of an equal catalogue, " + changes.summary();
    }
  }

  /** Notes what a generator can see of a state. */
  static void noteCatalogue(StateStore store, Fingerprint state, Fingerprint catalogue) {
    store.keep(state, CATALOGUE, catalogue.hex().getBytes(StandardCharsets.US_ASCII));
  }

  /** Puts the code back that was generated from a state like this one, if it is kept. */
  Optional<Restored> restore(Fingerprint state) throws IOException {
    Optional<byte[]> archive = key(state).flatMap(key -> store.findKept(key, KEPT));
    Optional<OutputRecord> record = archive.flatMap(OutputArchive::record);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Path staged = tree.stage();
    try {
      OutputRoots aside = new OutputRoots(Map.of(ROOT, staged));
      OutputArchive.unpack(archive.orElseThrow(), aside);
      return record.get().stands(aside)
          ? Optional.of(new Restored(record.get().told(), tree.replaceBy(staged)))
          : Optional.empty();
    } finally {
      SourceTree.remove(staged);
    }
  }

  /** Keeps what has just been generated from a state. */
  void keep(Fingerprint state, List<String> told) throws IOException {
    Optional<Fingerprint> key = key(state);
    if (key.isPresent()) {
      OutputRoots roots = roots();
      SortedMap<String, String> checksums = OutputRecord.checksums(files(), roots);
      OutputRecord record = new OutputRecord(key.get(), "", Stamps.NONE, state, told, checksums);
      store.keep(key.get(), KEPT, OutputArchive.pack(record, checksums.keySet(), roots));
    }
  }

  /** The checksums of the files that stand, their list among them. */
  SortedMap<String, String> checksums() throws IOException {
    List<String> all = files();
    all.add(ROOT + "/" + SourceTree.LIST);
    return OutputRecord.checksums(all, roots());
  }

  private List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    tree.list().forEach(path -> files.add(ROOT + "/" + path));
    return files;
  }

  private OutputRoots roots() {
    return new OutputRoots(Map.of(ROOT, settings.generator().targetDirectory()));
  }

  /** Empty when it is not known what a generator can see of the state. */
  private Optional<Fingerprint> key(Fingerprint state) {
    GeneratorSettings generator = settings.generator();
    Optional<Fingerprint> source =
        generator.seesOnlyTheCatalogue()
            ? store
                .findKept(state, CATALOGUE)
                .map(hex -> new Fingerprint(new String(hex, StandardCharsets.US_ASCII)))
            : Optional.of(state);
    return source.map(
        seen ->
            Fingerprint.of("generated code")
                .add("agent", AgentVersion.fingerprint())
                .add("engine", settings.engine().product())
                .add("generator", generator.fingerprint())
                .add("class path", new MigrationSources(settings.migrations()).classPath())
                .add("seen", seen)
                .build());
  }
}
