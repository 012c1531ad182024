// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import dev.dbagent.model.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

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

  /** What a JVM must be told to use it, or to be able to write it. */
  List<String> options() {
    return isThere()
        ? List.of("-XX:SharedArchiveFile=" + file)
        : List.of("-XX:+RecordDynamicDumpInfo");
  }

  /** Says that it was of use, so that it is kept. */
  void touch() {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It will be made again one day.
    }
  }

  /**
   * Makes it of what this JVM has loaded, which takes some seconds, and deletes those that have not
   * been used for long. Where a JVM cannot make one, or the folder has gone meanwhile, there is
   * none.
   */
  void write() {
    Path folder = file.resolveSibling("");
    Path aside = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmCds",
              new Object[] {new String[] {"dynamic_dump", aside.toString()}},
              new String[] {String[].class.getName()});
      if (Files.exists(aside)) {
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      }
      deleteUnused(folder);
    } catch (IOException | JMException | RuntimeException e) {
      // Other JVMs have no such command; the next one takes as long as this.
    }
  }

  private static void deleteUnused(Path folder) throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(UNUSED));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path other : all) {
        if (Files.getLastModifiedTime(other).compareTo(limit) < 0) {
          Files.delete(other);
        }
      }
    }
  }
}
