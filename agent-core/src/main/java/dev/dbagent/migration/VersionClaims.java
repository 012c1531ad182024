// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Refuses a history in which two files are one step to Flyway: one version, or repeatable
 * migrations of one description, or callbacks of one name.
 */
final class VersionClaims {

  private final List<MigrationFile> files;
  private final NamingRules rules;

  VersionClaims(List<MigrationFile> files, NamingRules rules) {
    this.files = files;
    this.rules = rules;
  }

  /**
   * Does nothing when every step has one file.
   *
   * @throws StageFailure with {@link FailureKind#VERSION_CLAIMED_TWICE}
   */
  void check() {
    Map<List<Object>, List<MigrationFile>> steps = new LinkedHashMap<>();
    for (MigrationFile file : files) {
      if (file.kind() != Kind.SCRIPT_SETTINGS) {
        steps.computeIfAbsent(file.step(), step -> new ArrayList<>()).add(file);
      }
    }
    List<List<MigrationFile>> contested =
        steps.values().stream().filter(claimants -> claimants.size() > 1).toList();
    if (!contested.isEmpty()) {
      throw new StageFailure(facts(contested), null);
    }
  }

  private FailureFacts facts(List<List<MigrationFile>> contested) {
    List<MigrationFile> claimants = new ArrayList<>(contested.get(0));
    claimants.sort(
        Comparator.comparing(VersionClaims::canBeRenamed).thenComparing(MigrationFile::path));
    MigrationFile later = claimants.remove(claimants.size() - 1);
    List<String> others = claimants.stream().map(MigrationFile::path).toList();
    String claimed =
        others.size() == 1 ? " a second file, " : " " + (others.size() + 1) + " files, also by ";
    String sentence = what(later) + " is claimed by" + claimed + String.join(" and ", others);
    FailureFacts facts =
        FailureFacts.of(FailureKind.VERSION_CLAIMED_TWICE, sentence).at(Place.file(later.path()));
    for (MigrationFile other : claimants) {
      facts = facts.see(Place.file(other.path()), "claims it too");
    }
    String note = spellings(contested.get(0));
    facts = note.isEmpty() ? facts : facts.note(note);
    for (List<MigrationFile> more : contested.subList(1, contested.size())) {
      facts =
          facts.note("Claimed twice is also " + what(more.get(0)) + ", by " + paths(more) + ".");
    }
    return rename(later).map(facts::suggest).orElse(facts);
  }

  private static String what(MigrationFile file) {
    if (file.version() != null) {
      String baseline = file.kind() == Kind.BASELINE ? "baseline " : "";
      return baseline + "version " + file.version();
    }
    return file.kind().isMigration()
        ? "the repeatable migration '" + file.description() + "'"
        : "the callback " + file.fileName();
  }

  private static String paths(List<MigrationFile> files) {
    return String.join(" and ", files.stream().map(MigrationFile::path).toList());
  }

  private static String spellings(List<MigrationFile> claimants) {
    List<String> spellings =
        claimants.stream().map(MigrationFile::version).filter(Objects::nonNull).distinct().toList();
    return spellings.size() < 2
        ? ""
        : String.join(" and ", spellings) + " are one version to Flyway.";
  }

  /** To the version after the highest, so that it runs last, as if it had been written last. */
  private Optional<Edit> rename(MigrationFile file) {
    String name = file.fileName();
    if (!canBeRenamed(file) || file.kind() != Kind.VERSIONED) {
      return Optional.empty();
    }
    String next =
        files.stream()
            .map(MigrationFile::version)
            .filter(Objects::nonNull)
            .max(MigrationName::compare)
            .map(MigrationName::next)
            .orElseThrow();
    String version = String.valueOf(file.version());
    boolean dotted = version.indexOf('.') >= 0 && name.contains(version);
    return rules
        .withVersion(name, dotted ? next : next.replace('.', '_'))
        .map(to -> new Edit.Rename(file.path(), ScriptPlace.beside(file.path(), to)));
  }

  /** Not a class, and nothing in a jar. */
  private static boolean canBeRenamed(MigrationFile file) {
    return file.kind() != Kind.JAVA && !file.path().contains(LocationReader.IN_JAR);
  }
}
