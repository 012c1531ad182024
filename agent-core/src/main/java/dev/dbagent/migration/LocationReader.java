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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the files of Flyway's locations: folders of the project, and what is on a class path. */
final class LocationReader {

  /** Takes the files of a location, sorted; a file can be read only while it is being taken. */
  interface Taker {

    /**
     * Takes one file.
     *
     * @param script the path within the location
     * @param shown the path as a user writes it
     * @param looks as they were just now; null if they could not be read
     */
    void take(String script, String shown, Path file, @Nullable BasicFileAttributes looks)
        throws IOException;
  }

  /**
   * A file that was found.
   *
   * @param path in the folder that is listed, with forward slashes
   */
  private record Found(String path, Path file, @Nullable BasicFileAttributes looks)
      implements Comparable<Found> {

    @Override
    public int compareTo(Found other) {
      return path.compareTo(other.path);
    }
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
    return (script, shown, file, looks) -> {
      if (script.endsWith(".class")) {
        taker.take(script, shown, file, looks);
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
      List<Found> files = new ArrayList<>();
      collect(folder, "", files);
      Collections.sort(files);
      for (Found found : files) {
        String script = pattern.scriptOf(found.path());
        if (script != null) {
          taker.take(script, before + found.path(), found.file(), found.looks());
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
   * All files below a folder, in no order, hidden folders left out. Links are followed.
   *
   * @param before the path of the folder, with a slash at its end
   */
  private static void collect(Path folder, String before, List<Found> files) throws IOException {
    String separator = folder.getFileSystem().getSeparator();
    String root = folder.toString();
    int nameAt = root.endsWith(separator) ? root.length() : root.length() + separator.length();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        // As getFileName() gives it, for a third of what that costs a just started JVM.
        String name = entry.toString().substring(nameAt);
        BasicFileAttributes looks = looks(entry);
        if (looks == null || !looks.isDirectory()) {
          files.add(new Found(before + name, entry, looks));
        } else if (!name.startsWith(".")) {
          refuseLoop(folder, entry);
          // In a jar the names of folders end with a slash.
          collect(entry, before + (name.endsWith("/") ? name : name + "/"), files);
        }
      }
    }
  }

  /** Null if they cannot be read, of a link to nowhere for example. */
  private static @Nullable BasicFileAttributes looks(Path entry) {
    try {
      return Files.readAttributes(entry, BasicFileAttributes.class);
    } catch (IOException e) {
      // Whoever reads the file tells of it.
      return null;
    }
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
