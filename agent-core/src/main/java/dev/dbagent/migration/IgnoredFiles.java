// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the locations that are no migrations by their names, although their authors may
 * think so. What takes a migration back is none of them: no replay ever does that.
 */
final class IgnoredFiles {

  private static final int PLACES = 20;

  /**
   * A file that is not run.
   *
   * @param why one sentence
   * @param meant the name that it should probably have; empty if nobody knows, or if a file of that
   *     name lies beside it
   * @param isSql whether its suffix is that of a script
   */
  private record Ignored(String path, String why, Optional<String> meant, boolean isSql) {

    Place place() {
      return Place.file(path);
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    Optional<Edit> rename() {
      return path.contains(LocationReader.IN_JAR)
          ? Optional.empty()
          : meant.map(to -> new Edit.Rename(path, ScriptPlace.beside(path, to)));
    }
  }

  private final NamingRules rules;
  private final List<Ignored> misspelt = new ArrayList<>();
  private final Map<String, List<Ignored>> strangers = new TreeMap<>();
  private final List<String> shells = new ArrayList<>();

  IgnoredFiles(NamingRules rules) {
    this.rules = rules;
  }

  /** Takes a file that is no migration by its name. */
  void take(String path, Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(ScriptSettings.SUFFIX)) {
      takeSettings(path, file);
    } else if (rules.isShellMigration(name)) {
      shells.add(path);
    } else if (!rules.isUndo(name)) {
      takeScript(path, file);
    }
  }

  private void takeScript(String path, Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean isSql = rules.isSql(name);
    Optional<String> meant = rules.meant(name);
    boolean besideIt = meant.isPresent() && isBeside(file, meant.get());
    String why = "it is not run, because its name is no migration's";
    if (meant.isPresent() && !besideIt) {
      why += "; did you mean " + meant.get() + "?";
      misspelt.add(new Ignored(path, why, meant, isSql));
    } else if (isSql) {
      strangers
          .computeIfAbsent(ScriptPlace.beside(path, ""), folder -> new ArrayList<>())
          .add(new Ignored(path, why, Optional.empty(), true));
    }
  }

  /** Where letter case does not count, a file can be found under the name that was meant. */
  private static boolean isBeside(Path file, String name) throws IOException {
    Path other = file.resolveSibling(name);
    return Files.exists(other) && !Files.isSameFile(file, other);
  }

  private void takeSettings(String path, Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    String script = name.substring(0, name.length() - ScriptSettings.SUFFIX.length());
    if (rules.isSql(script) && !Files.exists(file.resolveSibling(script))) {
      Optional<String> near = NearestName.of(script, candidates(script, file));
      String question = near.map(found -> "; did you mean " + found + "?").orElse("");
      String why = "it has no effect, because there is no " + script + " beside it" + question;
      misspelt.add(new Ignored(path, why, near.map(to -> to + ScriptSettings.SUFFIX), false));
    }
  }

  /** The scripts without settings that have the version or the description. */
  private List<String> candidates(String script, Path file) throws IOException {
    Optional<MigrationName> wanted = rules.parse(script);
    if (wanted.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> beside = Files.list(Objects.requireNonNull(file.getParent()))) {
      return beside
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> rules.parse(name).filter(wanted.get()::resembles).isPresent())
          .filter(name -> !Files.exists(file.resolveSibling(name + ScriptSettings.SUFFIX)))
          .toList();
    }
  }

  /**
   * Refuses what only a shell could run and, if the project wants that, every script that is no
   * migration.
   *
   * @throws StageFailure with {@link FailureKind#FILE_NAME_REJECTED}
   */
  void check(boolean strict) {
    if (!shells.isEmpty()) {
      String shell = shells.get(0);
      String sentence = "a shell would run this migration, and the agent runs no shell";
      throw new StageFailure(FailureKind.FILE_NAME_REJECTED, sentence, Place.file(shell));
    }
    List<Ignored> scripts = all().stream().filter(Ignored::isSql).toList();
    if (strict && !scripts.isEmpty()) {
      throw new StageFailure(refused(scripts), null);
    }
  }

  private static FailureFacts refused(List<Ignored> scripts) {
    Ignored first = scripts.get(0);
    String question = first.meant().map(to -> "; did you mean " + to + "?").orElse("");
    String sentence =
        first.name() + " is not named as a migration, and validateMigrationNaming is set";
    FailureFacts facts =
        FailureFacts.of(FailureKind.FILE_NAME_REJECTED, sentence + question).at(first.place());
    facts = first.rename().map(facts::suggest).orElse(facts);
    for (Ignored other : scripts.subList(1, Math.min(PLACES, scripts.size()))) {
      facts = facts.see(other.place(), "is not named as a migration either");
      facts = other.rename().map(facts::suggest).orElse(facts);
    }
    return facts;
  }

  private List<Ignored> all() {
    return Stream.concat(misspelt.stream(), strangers.values().stream().flatMap(List::stream))
        .toList();
  }

  /**
   * A warning for each misspelt file, and one for each folder that holds others.
   *
   * @param files those that are run
   */
  List<Finding> findings(List<MigrationFile> files) {
    List<Finding> findings = new ArrayList<>();
    misspelt.forEach(ignored -> findings.add(finding(ignored, files)));
    strangers.forEach((folder, ignored) -> findings.add(finding(folder, ignored)));
    return findings;
  }

  private Finding finding(Ignored ignored, List<MigrationFile> files) {
    Optional<String> rival = ignored.meant().flatMap(name -> rival(name, files));
    String message =
        ignored.why() + rival.map(path -> " But that is one step with " + path).orElse("");
    List<Edit> edits = rival.isPresent() ? List.of() : ignored.rename().stream().toList();
    return warning(ignored.path(), message, ignored.place(), edits);
  }

  private static Finding finding(String folder, List<Ignored> ignored) {
    Ignored first = ignored.get(0);
    if (ignored.size() == 1) {
      return warning(first.path(), first.why(), first.place(), List.of());
    }
    String message =
        ignored.size()
            + " scripts in it are not run, because their names are no migrations': "
            + Few.of(ignored.stream().map(Ignored::name).toList());
    return warning(folder, message, first.place(), List.of());
  }

  private static Finding warning(String subject, String message, Place place, List<Edit> edits) {
    return new Finding(
        FailureKind.FILE_NAME_REJECTED, Severity.WARNING, subject, message, place, edits);
  }

  /** The file that would be refused if another got that name. */
  private Optional<String> rival(String name, List<MigrationFile> files) {
    return rules
        .parse(name)
        .map(parsed -> new MigrationFile(parsed, name, name, new byte[0], StandardCharsets.UTF_8))
        .flatMap(
            renamed ->
                files.stream().filter(file -> file.step().equals(renamed.step())).findFirst())
        .map(MigrationFile::path);
  }
}
