// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Parts;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names what a replay of a history makes, by all that goes into it. */
final class HistoryFingerprint {

  /**
   * Their values are paths of a machine; the files found there count instead. To name the default
   * is to name nothing.
   */
  static final Set<String> PLACES = Set.of(SettingNames.LOCATIONS, SettingNames.CALLBACK_LOCATIONS);

  private HistoryFingerprint() {}

  static Fingerprint of(MigrationHistory history) {
    Fingerprint.Builder print = Fingerprint.of("migration history");
    print.add("flyway", FlywayVersion.onClassPath());
    history
        .settings()
        .flyway()
        .forEach(
            (name, value) -> {
              if (!PLACES.contains(name)) {
                print.add("setting " + name, value);
              }
            });
    history.initScript().ifPresent(script -> print.add("init script", script.unifiedContent()));
    for (MigrationFile file : history.files()) {
      print.add(file.kind() + " " + file.script(), file.unifiedContent());
    }
    addClassPath(print, history.settings());
    return print.build();
  }

  static void addClassPath(Parts print, MigrationSettings settings) {
    for (Path entry : settings.classPath()) {
      addClassPathEntry(print, settings.projectDirectory().resolve(entry));
    }
  }

  static void addClassPathEntry(Parts print, Path entry) {
    try {
      if (Files.isRegularFile(entry)) {
        print.add("class path jar", Files.readAllBytes(entry));
      } else if (Files.isDirectory(entry)) {
        print.add("class path folder", "");
        for (Path file : filesBelow(entry)) {
          print.add(entry.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new StageFailure(FailureKind.NO_MIGRATIONS, "the class path cannot be read: " + e, e);
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
