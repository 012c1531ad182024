// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a history once; good for one use. */
final class HistoryReader {

  static final String DEFAULT_LOCATION = "filesystem:src/main/resources/db/migration";
  private static final String CLASS = ".class";
  private static final String SETTINGS = ".conf";

  private final MigrationSettings settings;
  private final NamingRules rules;
  private final ScriptEncoding encoding;
  private final Set<String> seen = new HashSet<>();
  private final List<MigrationFile> files = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  HistoryReader(MigrationSettings settings) {
    SettingNames.check(settings.flyway().keySet());
    this.settings = settings;
    this.rules = new NamingRules(settings.flyway());
    this.encoding = new ScriptEncoding(settings.flyway());
  }

  MigrationHistory read() {
    List<String> locations = locations(SettingNames.LOCATIONS, DEFAULT_LOCATION);
    String callbackLocations = settings.flyway().get(SettingNames.CALLBACK_LOCATIONS);
    take(locations, kind -> kind.isMigration() || callbackLocations == null);
    if (callbackLocations != null) {
      take(locations(SettingNames.CALLBACK_LOCATIONS, ""), kind -> kind == Kind.CALLBACK);
    }
    requireMigrations(locations);
    requireOneFilePerStep();
    return new MigrationHistory(settings, files, classes, initScript(), warnings);
  }

  private List<String> locations(String name, String otherwise) {
    return LocationReader.split(settings.flyway().getOrDefault(name, otherwise));
  }

  private void take(List<String> locations, Predicate<Kind> wanted) {
    LocationReader reader = new LocationReader(settings);
    for (String location : locations) {
      LocationPattern pattern = LocationPattern.of(location);
      reader.read(
          location,
          (script, shown, file) -> {
            if (script.endsWith(CLASS) && pattern.isClassPath()) {
              takeClass(pattern.root() + "/" + script, file);
            } else if (seen.add(shown)) {
              takeScript(script, shown, file, wanted);
            }
          });
    }
  }

  private void takeScript(String script, String shown, Path file, Predicate<Kind> wanted)
      throws IOException {
    String fileName = String.valueOf(file.getFileName());
    Optional<MigrationName> name = rules.parse(fileName);
    if (name.isEmpty()) {
      takeNoMigration(fileName, shown);
    } else if (wanted.test(name.get().kind())) {
      Path beside = file.resolveSibling(fileName + SETTINGS);
      byte[] scriptSettings = Files.exists(beside) ? Files.readAllBytes(beside) : new byte[0];
      byte[] content = Files.readAllBytes(file);
      Charset charset = encoding.of(shown, content, scriptSettings);
      files.add(new MigrationFile(name.get(), script, shown, content, charset));
      if (Files.exists(beside)) {
        MigrationName none = new MigrationName(Kind.SCRIPT_SETTINGS, null, "");
        Charset utf8 = StandardCharsets.UTF_8;
        files.add(
            new MigrationFile(none, script + SETTINGS, shown + SETTINGS, scriptSettings, utf8));
      }
    }
  }

  private void takeNoMigration(String fileName, String shown) {
    if (rules.isShellMigration(fileName)) {
      String sentence = shown + " is a migration that a shell runs, and the agent runs none";
      throw new StageFailure(FailureKind.HISTORY_REJECTED, sentence, Place.file(shown));
    }
    Optional<String> meant = rules.meant(fileName);
    String strict = settings.flyway().getOrDefault("validateMigrationNaming", "false");
    if (strict.equalsIgnoreCase("true") && rules.isSql(fileName)) {
      String sentence = shown + " is not named as a migration, and validateMigrationNaming is set";
      String hint = meant.map(name -> ": did you mean " + name + "?").orElse("");
      throw new StageFailure(FailureKind.HISTORY_REJECTED, sentence + hint, Place.file(shown));
    }
    meant.ifPresent(
        name ->
            warnings.add(shown + " is not run, its name is no migration's: meant " + name + "?"));
  }

  private void takeClass(String path, Path file) throws IOException {
    String name = path.substring(0, path.length() - CLASS.length()).replace('/', '.');
    if (seen.add(name)) {
      classes.add(name);
      byte[] content = Files.readAllBytes(file);
      rules
          .parseClass(name.substring(name.lastIndexOf('.') + 1))
          .map(parsed -> new MigrationFile(parsed, name, name, content, StandardCharsets.UTF_8))
          .ifPresent(files::add);
    }
  }

  private void requireMigrations(List<String> locations) {
    if (classes.isEmpty() && files.stream().noneMatch(file -> file.kind().isMigration())) {
      throw new StageFailure(
          FailureKind.NO_MIGRATIONS,
          "there is no migration in " + String.join(", ", locations) + ", nothing like V1__x.sql");
    }
  }

  private void requireOneFilePerStep() {
    Map<List<Object>, MigrationFile> steps = new HashMap<>();
    for (MigrationFile file : files) {
      MigrationFile earlier = steps.putIfAbsent(file.step(), file);
      if (earlier != null && file.kind() != Kind.SCRIPT_SETTINGS) {
        String what = file.version() == null ? "are one step" : "have version " + file.version();
        throw new StageFailure(
            FailureKind.HISTORY_REJECTED,
            earlier.path() + " and " + file.path() + " both " + what,
            Place.file(file.path()));
      }
    }
  }

  private Optional<MigrationFile> initScript() {
    Path script = settings.initScript();
    if (script == null) {
      return Optional.empty();
    }
    String shown = settings.shown(script);
    try {
      byte[] content = Files.readAllBytes(script);
      Charset charset = encoding.of(shown, content, new byte[0]);
      MigrationName name = new MigrationName(Kind.INIT_SCRIPT, null, "init script");
      return Optional.of(new MigrationFile(name, shown, shown, content, charset));
    } catch (IOException e) {
      String sentence = "the init script " + shown + " cannot be read";
      throw new StageFailure(FailureKind.NO_MIGRATIONS, sentence, Place.file(shown), null, e);
    }
  }
}
