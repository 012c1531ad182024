// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.codegen.EarlierCode;
import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.migration.MigrationSources;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.TableName;
import dev.dbagent.outputs.OutputArchive;
import dev.dbagent.outputs.OutputRecord;
import dev.dbagent.outputs.OutputRoots;
import dev.dbagent.outputs.SeenFiles;
import dev.dbagent.outputs.SourceTree;
import dev.dbagent.outputs.Stamps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The generated code of one module, and its copies in the store: one for each catalogue that it was
 * generated from, so that equal catalogues share one.
 */
final class GeneratedCode {

  /** The name of its folder in records. */
  static final String ROOT = "sources";

  private static final String KEPT = "code";
  private static final String LAST = "last";

  private final AgentSettings settings;
  private final StateStore store;
  private final KnownCatalogues catalogues;
  private final SourceTree tree;
  private final SeenFiles seen;

  /**
   * @param seen of the files that stand
   */
  GeneratedCode(AgentSettings settings, StateStore store, SeenFiles seen) {
    this.settings = settings;
    this.store = store;
    this.seen = seen;
    this.catalogues = new KnownCatalogues(store);
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

  /** Whether {@link #restore} will find code for the catalogue of that digest. */
  boolean isKeptFor(Fingerprint catalogue) {
    return settings.generator().seesOnlyTheCatalogue()
        && store.findKept(keyOf(catalogue), KEPT).isPresent();
  }

  /** Puts the code back that was generated from a state like this one, if it is kept. */
  Optional<Restored> restore(Fingerprint state) throws IOException {
    Optional<byte[]> archive = key(state).flatMap(key -> store.findKept(key, KEPT));
    Optional<OutputRecord> record = archive.flatMap(OutputArchive::record);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> missing = KeptFiles.checksums(record.get());
    Set<String> standing = tree.standing(missing, seen);
    missing.keySet().removeAll(standing);
    Path staged = tree.stage();
    try {
      KeptFiles.unpack(archive.orElseThrow(), missing.keySet(), staged);
      return new SourceTree(staged).standing(missing, SeenFiles.ofNow()).size() == missing.size()
          ? Optional.of(new Restored(record.get().told(), tree.replaceBy(staged, standing)))
          : Optional.empty();
    } finally {
      SourceTree.remove(staged);
    }
  }

  /**
   * Whether the module is known to have generated code by these settings before. Where a class path
   * is part of them, to read that would take longer than to check them once more.
   */
  boolean areSettingsProved() {
    return settings.migrations().classPath().isEmpty() && store.findName(line(), LAST).isPresent();
  }

  /**
   * The code that was generated last with these settings, as far as it is also that of a state.
   * Which code that is decides only how much of it is of use.
   */
  EarlierCode earlier(Fingerprint state) {
    if (!settings.generator().seesTablesApart()) {
      return EarlierCode.none();
    }
    Optional<Fingerprint> last = store.findName(line(), LAST);
    Optional<CatalogueOutline> then = last.flatMap(catalogues::outline);
    Optional<CatalogueOutline> now = catalogues.of(state).flatMap(catalogues::outline);
    if (then.isEmpty() || now.isEmpty()) {
      return EarlierCode.none();
    }
    Set<TableName> untouched = now.get().untouchedSince(then.get());
    return untouched.isEmpty()
        ? EarlierCode.none()
        : store
            .findKept(keyOf(last.orElseThrow()), KEPT)
            .<EarlierCode>flatMap(archive -> KeptFiles.of(archive, untouched, seen))
            .orElseGet(EarlierCode::none);
  }

  /**
   * Keeps what has just been generated from a state.
   *
   * @param sound whether later code may be made of it
   */
  void keep(Fingerprint state, List<String> told, boolean sound) throws IOException {
    Optional<Fingerprint> key = key(state);
    if (key.isPresent()) {
      OutputRoots roots = roots();
      SortedMap<String, String> checksums = OutputRecord.checksums(files(), roots, seen);
      OutputRecord record = new OutputRecord(key.get(), "", Stamps.NONE, state, told, checksums);
      store.keep(key.get(), KEPT, OutputArchive.pack(record, checksums.keySet(), roots));
      if (sound && settings.generator().seesTablesApart()) {
        catalogues.of(state).ifPresent(catalogue -> store.keep(line(), LAST, catalogue));
      }
    }
  }

  /** The checksums of the files that stand, their list among them. */
  SortedMap<String, String> checksums() throws IOException {
    List<String> all = files();
    all.add(ROOT + "/" + SourceTree.LIST);
    return OutputRecord.checksums(all, roots(), seen);
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
    Optional<Fingerprint> seen =
        settings.generator().seesOnlyTheCatalogue() ? catalogues.of(state) : Optional.of(state);
    return seen.map(this::keyOf);
  }

  private Fingerprint keyOf(Fingerprint seen) {
    return settings(Fingerprint.of("generated code")).add("seen", seen).build();
  }

  /** The name of what one module generates with one configuration, from whatever catalogue. */
  private Fingerprint line() {
    return settings(Fingerprint.of("line of code")).add("module", settings.module()).build();
  }

  private Fingerprint.Builder settings(Fingerprint.Builder key) {
    return key.add("agent", AgentVersion.fingerprint())
        .add("engine", settings.engine().product())
        .add("generator", settings.generator().fingerprint())
        .add("class path", new MigrationSources(settings.migrations()).classPath());
  }
}
