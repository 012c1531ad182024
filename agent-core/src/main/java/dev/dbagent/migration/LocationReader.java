// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lists the files of Flyway's locations: folders of the project, and what is on a class path. */
final class LocationReader {

  /** Takes the files of a location, sorted; a file can be read only while it is being taken. */
  interface Taker {

    /**
     * Takes one file.
     *
     * @param script the path within the location
     * @param shown the path as a user writes it
     */
    void take(String script, String shown, Path file) throws IOException;
  }

  /** Stands in a shown path between the name of a jar and the path in it. */
  static final String IN_JAR = "!/";

  private final MigrationSettings settings;
  private final ClassPathFolders classPath;

  LocationReader(MigrationSettings settings) {
    this.settings = settings;
    this.classPath = new ClassPathFolders(settings);
  }

  /**
   * Gives every file of a location to the taker.
   *
   * @throws StageFailure with {@link FailureKind#NO_MIGRATIONS} when there is no such folder
   */
  void read(String location, Taker taker) {
    LocationPattern pattern = LocationPattern.of(location);
    if (pattern.isClassPath()) {
      readClassPath(location, pattern, taker);
    } else {
      Path folder = settings.projectDirectory().resolve(pattern.root()).normalize();
      if (!Files.isDirectory(folder)) {
        String lookedFor = "there is no folder " + folder;
        throw new NoMigrations(settings).missing(location, folder, lookedFor);
      }
      readFolder(folder, pattern, taker, "");
    }
  }

  private void readClassPath(String location, LocationPattern pattern, Taker taker) {
    Path resources = settings.projectDirectory().resolve("src/main/resources");
    Path own = resources.resolve(pattern.root()).normalize();
    boolean inProject = Files.isDirectory(own);
    if (inProject) {
      readFolder(own, pattern, taker, "");
    }
    Set<ClassPathFolders.Folder> folders = new LinkedHashSet<>(classPath.under(pattern.root()));
    if (!inProject && folders.isEmpty()) {
      String lookedFor = "there is neither " + settings.shown(own) + " nor " + pattern.root();
      throw new NoMigrations(settings).missing(location, own, lookedFor + " on the class path");
    }
    for (ClassPathFolders.Folder folder : folders) {
      boolean copyOfOurs =
          inProject && !folder.isJar() && folder.entry().startsWith(settings.projectDirectory());
      readEntry(folder, pattern, copyOfOurs ? classesOnly(taker) : taker);
    }
  }

  private static Taker classesOnly(Taker taker) {
    return (script, shown, file) -> {
      if (script.endsWith(".class")) {
        taker.take(script, shown, file);
      }
    };
  }

  private void readEntry(ClassPathFolders.Folder folder, LocationPattern pattern, Taker taker) {
    if (!folder.isJar()) {
      readFolder(folder.entry().resolve(folder.inside()), pattern, taker, "");
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(folder.entry(), (ClassLoader) null)) {
      String prefix = folder.entry().getFileName() + IN_JAR;
      readFolder(jar.getPath("/" + folder.inside()), pattern, taker, prefix);
    } catch (IOException e) {
      throw unreadable(settings.shown(folder.entry()), e);
    }
  }

  private void readFolder(Path folder, LocationPattern pattern, Taker taker, String jar) {
    try {
      String shown = jar.isEmpty() ? settings.shown(folder) : jar + folder.toString().substring(1);
      String before = shown.isEmpty() ? "" : shown + "/";
      SortedMap<String, Path> files = new TreeMap<>();
      collect(folder, "", files);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        String script = pattern.scriptOf(file.getKey());
        if (script != null) {
          taker.take(script, before + file.getKey(), file.getValue());
        }
      }
    } catch (IOException e) {
      throw unreadable(jar.isEmpty() ? settings.shown(folder) : jar, e);
    } catch (DirectoryIteratorException e) {
      IOException cause = Objects.requireNonNull(e.getCause());
      throw unreadable(jar.isEmpty() ? settings.shown(folder) : jar, cause);
    }
  }

  /**
   * All files below a folder by their paths in it, hidden folders left out. Links are followed.
   *
   * @param before the path of the folder, with a slash at its end
   */
  private static void collect(Path folder, String before, SortedMap<String, Path> files)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!isDirectory(entry)) {
          files.put(before + name, entry);
        } else if (!name.startsWith(".")) {
          refuseLoop(folder, entry);
          // In a jar the names of folders end with a slash.
          collect(entry, before + (name.endsWith("/") ? name : name + "/"), files);
        }
      }
    }
  }

  /** The older of the two ways to ask costs a just started JVM a fifth, and is asked often. */
  private static boolean isDirectory(Path entry) {
    return entry.getFileSystem() == FileSystems.getDefault()
        ? entry.toFile().isDirectory()
        : Files.isDirectory(entry);
  }

  private static void refuseLoop(Path folder, Path entry) throws IOException {
    if (Files.isSymbolicLink(entry) && folder.toRealPath().startsWith(entry.toRealPath())) {
      throw new FileSystemLoopException(entry.toString());
    }
  }

  /** The locations that a setting lists. */
  static List<String> split(String setting) {
    List<String> locations = new ArrayList<>();
    for (String location : setting.split(",", -1)) {
      if (!location.isBlank()) {
        locations.add(location.strip());
      }
    }
    return locations;
  }

  private static StageFailure unreadable(String shown, IOException e) {
    String sentence = shown + " cannot be read: " + e;
    return new StageFailure(FailureKind.NO_MIGRATIONS, sentence, Place.file(shown), null, e);
  }
}
