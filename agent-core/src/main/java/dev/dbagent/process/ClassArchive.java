// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import dev.dbagent.model.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The classes of one class path as a JVM had them loaded, checked and linked: another JVM maps them
 * into its memory (JEP 350), which halves what short work takes. Written aside and renamed, so
 * whoever finds it finds all of it. A JVM looks itself whether an archive is its own.
 *
 * @param file where it is, or would be
 */
record ClassArchive(Path file) {

  private static final String ENDING = ".jsa";
  private static final Duration UNUSED = Duration.ofDays(30);

  static ClassArchive of(Path folder, Class<?> main, String classPath) {
    Fingerprint.Builder name =
        Fingerprint.of("classes")
            .add("main", main.getName())
            .add("home", System.getProperty("java.home"))
            .add("jvm", System.getProperty("java.vm.version"));
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      File file = new File(entry);
      name.add("entry", entry + " " + file.length() + " " + file.lastModified());
    }
    return new ClassArchive(folder.resolve(name.build().abbreviated() + ENDING));
  }

  boolean isThere() {
    return Files.exists(file);
  }

  /**
   * Whether a JVM of that class path can make one: with a folder in it HotSpot would not even
   * start.
   */
  static boolean isPossible(List<String> classPath) {
    return classPath.stream().map(Path::of).noneMatch(Files::isDirectory);
  }

  /** What a JVM must be told to use it. */
  String use() {
    return "-XX:SharedArchiveFile=" + file;
  }

  /**
   * Where a JVM may write it to, which takes some seconds, when all else is done. Only then is it
   * good for others, in its place.
   */
  Path aside() {
    return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
  }

  /**
   * What a JVM must be told to write it. HotSpot can do so without having been told before, too,
   * but leaves a good part of the classes out then, and what lambda expressions need.
   */
  static String write(Path aside) {
    return "-XX:ArchiveClassesAtExit=" + aside;
  }

  /** Says that it was of use, so that it is kept. */
  void touch() {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It will be made again one day.
    }
  }

  /** Deletes those that have not been used for long, and what was not finished, if it can. */
  void deleteUnused() {
    FileTime limit = FileTime.from(Instant.now().minus(UNUSED));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(file.resolveSibling(""))) {
      for (Path other : all) {
        if (Files.getLastModifiedTime(other).compareTo(limit) < 0) {
          Files.deleteIfExists(other);
        }
      }
    } catch (IOException e) {
      // There is no folder yet, or another build deletes as well; the next one tries again.
    }
  }
}
