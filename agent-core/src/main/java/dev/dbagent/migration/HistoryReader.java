// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileBytes;
import dev.dbagent.model.Finding;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a history once; good for one use. */
final class HistoryReader {

  static final String DEFAULT_LOCATION = "filesystem:src/main/resources/db/migration";
  private static final String CLASS = ".class";

  private final MigrationSettings settings;
  private final NamingRules rules;
  private final ScriptEncoding encoding;
  private final IgnoredFiles ignored;
  private final JavaSources javaSources;
  private final Set<String> seen = new HashSet<>();
  private final Map<Path, Set<Path>> settingsFiles = new HashMap<>();
  private final List<MigrationFile> files = new ArrayList<>();
  private final List<String> classes = new ArrayList<>();

  HistoryReader(MigrationSettings settings) {
    SettingNames.check(settings.flyway().keySet());
    this.settings = settings;
    this.rules = new NamingRules(settings.flyway());
    this.encoding = new ScriptEncoding(settings.flyway());
    this.ignored = new IgnoredFiles(rules);
    this.javaSources = new JavaSources(settings, rules);
  }

  /** What is in the scripts is not looked at. */
  MigrationHistory read() {
    List<String> locations = locations(SettingNames.LOCATIONS, DEFAULT_LOCATION);
    String callbackLocations = settings.flyway().get(SettingNames.CALLBACK_LOCATIONS);
    take(locations, kind -> kind.isMigration() || callbackLocations == null);
    if (callbackLocations != null) {
      take(locations(SettingNames.CALLBACK_LOCATIONS, ""), kind -> kind == Kind.CALLBACK);
    }
    lookForJavaSources(locations);
    ignored.check(Boolean.parseBoolean(settings.flyway().get("validateMigrationNaming")));
    List<Finding> warnings = new ArrayList<>(ignored.findings(files));
    warnings.addAll(javaSources.findings());
    if (classes.isEmpty() && files.stream().noneMatch(file -> file.kind().isMigration())) {
      throw new NoMigrations(settings).none(warnings);
    }
    new VersionClaims(files, rules).check();
    JavaMigrations javaMigrations = new JavaMigrations(settings.classLoader(), classes, files);
    warnings.addAll(javaMigrations.warnings());
    Optional<MigrationFile> initScript = new InitScriptFile(settings).read(encoding);
    return new MigrationHistory(settings, files, javaMigrations, initScript, warnings);
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
          (script, shown, file, looks) -> {
            if (script.endsWith(CLASS) && pattern.isClassPath()) {
              takeClass(pattern.root() + "/" + script, file);
            } else if (seen.add(shown)) {
              takeFile(script, shown, file, wanted);
            }
          });
    }
  }

  private void takeFile(String script, String shown, Path file, Predicate<Kind> wanted)
      throws IOException {
    Optional<MigrationName> name = rules.parse(String.valueOf(file.getFileName()));
    if (name.isPresent()) {
      if (wanted.test(name.get().kind())) {
        takeScript(name.get(), script, shown, file);
      }
    } else if (!javaSources.take(shown)) {
      ignored.take(shown, file);
    }
  }

  private void takeScript(MigrationName name, String script, String shown, Path file)
      throws IOException {
    Optional<MigrationFile> conf = settingsOf(script, shown, file);
    Optional<Charset> ofScript =
        conf.flatMap(it -> new ScriptSettings(it.path(), it.text()).encoding());
    byte[] content = FileBytes.of(file);
    Charset charset = encoding.of(shown, content, ofScript);
    files.add(new MigrationFile(name, script, shown, content, charset));
    conf.ifPresent(files::add);
  }

  private Optional<MigrationFile> settingsOf(String script, String shown, Path file)
      throws IOException {
    String suffix = ScriptSettings.SUFFIX;
    Path folder = file.resolveSibling("");
    Set<Path> inFolder = settingsFiles.get(folder);
    if (inFolder == null) {
      inFolder = settingsFilesIn(folder);
      settingsFiles.put(folder, inFolder);
    }
    Path beside = file.resolveSibling(file.getFileName() + suffix);
    if (!inFolder.contains(beside)) {
      return Optional.empty();
    }
    MigrationName none = new MigrationName(Kind.SCRIPT_SETTINGS, null, "");
    byte[] content = FileBytes.of(beside);
    Charset utf8 = StandardCharsets.UTF_8;
    return Optional.of(new MigrationFile(none, script + suffix, shown + suffix, content, utf8));
  }

  /** To list a folder once takes a tenth of asking for each file whether it is there. */
  private static Set<Path> settingsFilesIn(Path folder) throws IOException {
    Set<Path> found = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (file.toString().endsWith(ScriptSettings.SUFFIX)) {
          found.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return found;
  }

  private void takeClass(String path, Path file) throws IOException {
    String name = path.substring(0, path.length() - CLASS.length()).replace('/', '.');
    if (seen.add(name)) {
      classes.add(name);
      byte[] content = FileBytes.of(file);
      rules
          .parseClass(name.substring(name.lastIndexOf('.') + 1))
          .map(parsed -> new MigrationFile(parsed, name, name, content, StandardCharsets.UTF_8))
          .ifPresent(files::add);
    }
  }

  private void lookForJavaSources(List<String> locations) {
    for (String location : locations) {
      try {
        javaSources.lookFor(LocationPattern.of(location), classes);
      } catch (IOException e) {
        throw new StageFailure(
            FailureKind.NO_MIGRATIONS, "the sources in src/main cannot be read: " + e, e);
      }
    }
  }
}
