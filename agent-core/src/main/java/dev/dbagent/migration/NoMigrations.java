// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Count;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to say when a location does not exist, or when none holds a migration. */
final class NoMigrations {

  private static final String RESOURCES = "src/main/resources/";
  private static final int NAMED = 10;

  private final MigrationSettings settings;
  private final MigrationFolders folders;
  private final List<String> locations;

  NoMigrations(MigrationSettings settings) {
    this.settings = settings;
    this.folders = new MigrationFolders(settings);
    this.locations =
        LocationReader.split(
            settings.flyway().getOrDefault(SettingNames.LOCATIONS, HistoryReader.DEFAULT_LOCATION));
  }

  /**
   * A location that does not exist.
   *
   * @param folder of the project in which it was looked for
   * @param lookedFor what there is not, as part of a sentence
   */
  StageFailure missing(String location, Path folder, String lookedFor) {
    Optional<Path> near = folders.near(folder);
    String question = near.map(found -> "; did you mean " + settings.shown(found) + "?").orElse("");
    String sentence = "the location " + location + " does not exist: " + lookedFor + question;
    FailureFacts facts =
        FailureFacts.of(FailureKind.NO_MIGRATIONS, sentence).at(Place.file(settings.shown(folder)));
    return new StageFailure(
        near.map(found -> suggest(facts, location, found)).orElseGet(() -> search(facts, location)),
        null);
  }

  /**
   * Locations that exist and hold no migration.
   *
   * @param ignored what they hold instead
   */
  StageFailure none(List<Finding> ignored) {
    String sentence =
        "there is no migration in " + String.join(", ", locations) + ", nothing like V1__x.sql";
    String first = locations.isEmpty() ? "" : locations.get(0);
    FailureFacts facts = FailureFacts.of(FailureKind.NO_MIGRATIONS, sentence);
    if (locations.size() == 1) {
      facts = facts.at(Place.file(settings.shown(folder(first))));
    }
    for (Finding finding : ignored.subList(0, Math.min(NAMED, ignored.size()))) {
      String end = finding.message().endsWith("?") ? "" : ".";
      facts = facts.note("As to " + finding.subject() + ": " + finding.message() + end);
      for (Edit edit : finding.edits()) {
        facts = facts.suggest(edit);
      }
    }
    return new StageFailure(facts.edits().isEmpty() ? search(facts, first) : facts, null);
  }

  /** In the project; that of a class path is the one that will be copied there. */
  private Path folder(String location) {
    LocationPattern pattern = LocationPattern.of(location);
    String above = pattern.isClassPath() ? RESOURCES : "";
    return settings.projectDirectory().resolve(above + pattern.root()).normalize();
  }

  private FailureFacts search(FailureFacts facts, String location) {
    List<Path> known = locations.stream().map(this::folder).toList();
    List<Map.Entry<Path, Integer>> found =
        folders.all().stream()
            .filter(e -> known.stream().noneMatch(e.getKey()::startsWith))
            .toList();
    if (found.isEmpty()) {
      return facts;
    }
    List<String> told =
        found.stream()
            .map(e -> Count.of(e.getValue(), "migration") + " in " + settings.shown(e.getKey()))
            .toList();
    String verb = found.get(0).getValue() == 1 ? "There is " : "There are ";
    return suggest(facts.note(verb + Few.of(told) + "."), location, found.get(0).getKey());
  }

  /** In the same scheme, if that can name the folder. */
  private FailureFacts suggest(FailureFacts facts, String location, Path folder) {
    if (!locations.contains(location)) {
      return facts;
    }
    String shown = settings.shown(folder);
    boolean classPath = LocationPattern.of(location).isClassPath() && shown.startsWith(RESOURCES);
    List<String> better = new ArrayList<>(locations);
    better.set(
        locations.indexOf(location),
        classPath ? "classpath:" + shown.substring(RESOURCES.length()) : "filesystem:" + shown);
    return facts.suggest(new Setting("flyway.locations", String.join(",", better)));
  }
}
