// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FileTaker;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Parts;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a history would be read from, whether or not a history can be read from it: for telling what
 * changed when it cannot. Nothing is judged, and what cannot be read is left out.
 */
public final class MigrationSources {

  /** Gives on what a location holds. */
  private record Giver(FileTaker taker) implements LocationReader.Taker {

    @Override
    public void take(String script, String shown, Path file, @Nullable BasicFileAttributes looks) {
      if (looks == null) {
        taker.accept(shown, file);
      } else {
        taker.accept(shown, file, looks);
      }
    }
  }

  private final MigrationSettings settings;

  public MigrationSources(MigrationSettings settings) {
    this.settings = settings;
  }

  /**
   * Flyway's settings by their own names, what the agent adds to Flyway's defaults among them.
   * Locations in the file system are told as a user of the project would write them.
   */
  public Map<String, String> flyway() {
    TreeMap<String, String> flyway = new TreeMap<>(settings.flyway());
    flyway.putIfAbsent(SettingNames.LOCATIONS, HistoryReader.DEFAULT_LOCATION);
    for (String name : List.of(SettingNames.LOCATIONS, SettingNames.CALLBACK_LOCATIONS)) {
      String locations = flyway.get(name);
      if (locations != null) {
        flyway.put(name, shown(locations));
      }
    }
    return flyway;
  }

  /**
   * Gives every file to the taker, with its path as a user of the project writes it: those of
   * {@link #readProject}, the jars of the class path and the files of its folders.
   *
   * @param taker must read a file while it is being given
   */
  public void read(FileTaker taker) {
    readProject(taker);
    for (Path entry : settings.classPath()) {
      readClassPathEntry(entry, taker);
    }
  }

  /**
   * Gives the files of all locations, the init script and sources of Java migrations to the taker.
   */
  public void readProject(FileTaker taker) {
    LocationReader reader = new LocationReader(settings);
    Map<String, String> flyway = flyway();
    for (String name : List.of(SettingNames.LOCATIONS, SettingNames.CALLBACK_LOCATIONS)) {
      for (String location : LocationReader.split(flyway.getOrDefault(name, ""))) {
        try {
          reader.read(location, new Giver(taker));
        } catch (StageFailure e) {
          // Whoever reads the history tells of it.
        }
      }
    }
    if (settings.initScript() != null) {
      taker.accept(settings.shown(settings.initScript()), settings.initScript());
    }
    readJavaSources(taker);
  }

  /** Over the class path: the content of its jars and folders, in their order. */
  public Fingerprint classPath() {
    Fingerprint.Builder fingerprint = Fingerprint.of("class path");
    addClassPath(fingerprint);
    return fingerprint.build();
  }

  /** Adds what {@link #classPath} is over. */
  public void addClassPath(Parts parts) {
    HistoryFingerprint.addClassPath(parts, settings);
  }

  /** Sources of Java migrations are told of although nobody runs them. */
  private void readJavaSources(FileTaker taker) {
    if (!JavaSources.mayBeIn(settings.projectDirectory())) {
      return;
    }
    JavaSources sources = new JavaSources(settings, new NamingRules(flyway()));
    for (String location :
        LocationReader.split(flyway().getOrDefault(SettingNames.LOCATIONS, ""))) {
      try {
        sources.lookFor(LocationPattern.of(location), List.of());
      } catch (IOException | UncheckedIOException | StageFailure e) {
        // Whoever reads the history tells of it.
      }
    }
    for (String path : sources.paths()) {
      taker.accept(path, settings.projectDirectory().resolve(path));
    }
  }

  private void readClassPathEntry(Path entry, FileTaker taker) {
    Path absolute = settings.projectDirectory().resolve(entry);
    if (Files.isRegularFile(absolute)) {
      taker.accept(String.valueOf(absolute.getFileName()), absolute);
      return;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(absolute)) {
      paths.filter(Files::isRegularFile).sorted().forEach(files::add);
    } catch (IOException | UncheckedIOException e) {
      return;
    }
    files.forEach(file -> taker.accept(settings.shown(file), file));
  }

  private String shown(String locations) {
    List<String> shown = new ArrayList<>();
    for (String location : LocationReader.split(locations)) {
      shown.add(shownLocation(location));
    }
    return String.join(",", shown);
  }

  private String shownLocation(String location) {
    String scheme = "filesystem:";
    if (!location.startsWith(scheme)) {
      return location;
    }
    try {
      Path folder = settings.projectDirectory().resolve(location.substring(scheme.length()));
      return scheme + settings.shown(folder);
    } catch (InvalidPathException e) {
      return location;
    }
  }
}
