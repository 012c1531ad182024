// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.handoff.PackedSources;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.migration.MigrationSources;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.provenance.Redaction;
import dev.dbagent.seed.SeedSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a state is made of, as they lie in a project, in an archive and in a folder in
 * which the project is put together again. In the archive they are called
 *
 * <ul>
 *   <li>{@code files/2/sql/V1__a.sql}: {@code ../../sql/V1__a.sql}, seen from the project
 *   <li>{@code class-path/000.jar/x.jar}: a jar that is first on the class path
 *   <li>{@code class-path/001/1/java/target/classes}: a folder that is second, without its files
 *   <li>{@code left-out/0/init.sql}: a file that holds a secret, without content
 * </ul>
 */
final class StateSources {

  private static final String FILES = "files/";
  private static final String CLASS_PATH = "class-path/";
  private static final String LEFT_OUT = "left-out/";

  /** Whatever lies there is in the module's jar anyway. */
  private static final String RESOURCES = "src/main/resources/";

  private static final String ABOVE = "../";

  /** How far above the project files may lie. */
  private static final int LEVELS = 30;

  private static final Pattern LEVEL = Pattern.compile("(\\d+)/(.+)");
  private static final Pattern ENTRY = Pattern.compile("(\\d+(?:\\.jar)?)/(.+)");

  private final MigrationSettings project;
  private final Redaction redaction;
  private final PackedSources packed = new PackedSources();

  private StateSources(MigrationSettings project, Redaction redaction) {
    this.project = project;
    this.redaction = redaction;
  }

  /**
   * The files of a project.
   *
   * @param redaction knows the secrets among the settings
   * @throws StageFailure of kind HANDOFF_UNWRITABLE when one cannot be read
   */
  static PackedSources of(AgentSettings settings, Redaction redaction) {
    StateSources sources = new StateSources(settings.migrations(), redaction);
    try {
      new MigrationSources(settings.migrations()).readProject(sources::take);
      SeedSet.sources(settings.seeds(), sources::take);
      sources.takeClassPath();
    } catch (IOException | UncheckedIOException e) {
      throw new StageFailure(
          FailureKind.HANDOFF_UNWRITABLE, "the files of the state cannot be read: " + e, e);
    }
    return sources.packed;
  }

  /**
   * What lies in a jar comes with the jar, and what is no file is for its reader to judge.
   *
   * @param path as a user of the project writes it
   */
  private void take(String path, Path file) {
    if (file.getFileSystem() != FileSystems.getDefault() || !Files.isRegularFile(file)) {
      return;
    }
    if (isHarmless(path, file)) {
      packed.add(FILES + name(path), file);
    } else {
      packed.note(LEFT_OUT + name(path));
    }
  }

  private static String name(String path) {
    int levels = 0;
    while (path.startsWith(ABOVE, levels * ABOVE.length())) {
      levels++;
    }
    return levels + "/" + path.substring(levels * ABOVE.length());
  }

  private boolean isHarmless(String path, Path file) {
    try {
      return path.startsWith(RESOURCES) || redaction.isHarmless(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void takeClassPath() throws IOException {
    for (int i = 0; i < project.classPath().size(); i++) {
      Path entry = project.projectDirectory().resolve(project.classPath().get(i));
      String name = CLASS_PATH + "%03d".formatted(i);
      if (Files.isRegularFile(entry)) {
        packed.add(name + ".jar/" + entry.getFileName(), entry);
      } else if (Files.isDirectory(entry)) {
        packed.note(name + "/" + name(project.shown(entry)));
        try (Stream<Path> files = Files.walk(entry)) {
          files.forEach(file -> take(project.shown(file), file));
        }
      }
    }
  }

  /**
   * A project that was put together again.
   *
   * @param directory stands for that of the project
   * @param classPath in its order
   * @param leftOut the paths of files that are missing because they hold a secret
   */
  record Unpacked(Path directory, List<Path> classPath, List<String> leftOut) {}

  /**
   * Puts a project together again.
   *
   * @param scratch an empty folder; nothing is written anywhere else
   * @throws IOException when the archive is damaged, or would write somewhere else
   */
  static Unpacked unpack(byte[] archive, Path scratch) throws IOException {
    Path root = scratch.toAbsolutePath().normalize();
    Path directory = root.resolve("project/" + "p/".repeat(LEVELS));
    Files.createDirectories(directory);
    SortedMap<String, Path> entries = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    PackedSources.read(
        archive,
        (name, content) -> {
          if (name.startsWith(LEFT_OUT)) {
            leftOut.add(path(name.substring(LEFT_OUT.length())));
          } else if (name.startsWith(CLASS_PATH)) {
            entries.put(name, unpackEntry(name, content, directory, root));
          } else if (name.startsWith(FILES)) {
            String path = path(name.substring(FILES.length()));
            write(directory.resolve(path), content, root.resolve("project"));
          }
        });
    return new Unpacked(directory, List.copyOf(entries.values()), leftOut);
  }

  /** As a user of the project writes it. */
  private static String path(String name) throws IOException {
    Matcher parts = LEVEL.matcher(name);
    if (!parts.matches() || parts.group(1).length() > 2) {
      throw new IOException("no name of a file: " + name);
    }
    return ABOVE.repeat(Integer.parseInt(parts.group(1))) + parts.group(2);
  }

  /** Returns where the jar or the folder is. */
  private static Path unpackEntry(String name, byte[] content, Path directory, Path root)
      throws IOException {
    Matcher parts = ENTRY.matcher(name.substring(CLASS_PATH.length()));
    if (!parts.matches()) {
      throw new IOException("no name of a file: " + name);
    }
    if (parts.group(1).endsWith(".jar")) {
      Path folder = root.resolve(CLASS_PATH + parts.group(1));
      return write(folder.resolve(parts.group(2)), content, folder);
    }
    Path folder = inside(directory.resolve(path(parts.group(2))), root.resolve("project"));
    return Files.createDirectories(folder);
  }

  private static Path write(Path file, byte[] content, Path root) throws IOException {
    Path target = inside(file, root);
    Files.createDirectories(target.resolveSibling(""));
    return Files.write(target, content);
  }

  private static Path inside(Path file, Path root) throws IOException {
    Path target = file.normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new IOException(file + " would lie elsewhere");
    }
    return target;
  }
}
