// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Finds a folder on the class path: in its jars and folders, and where the class loader knows. */
final class ClassPathFolders {

  /**
   * A folder on the class path.
   *
   * @param entry the jar or folder that holds it
   * @param inside the path within the entry, with forward slashes
   */
  record Folder(Path entry, String inside) {

    boolean isJar() {
      return Files.isRegularFile(entry);
    }
  }

  private final MigrationSettings settings;

  ClassPathFolders(MigrationSettings settings) {
    this.settings = settings;
  }

  Set<Folder> under(String name) {
    Set<Folder> folders = new LinkedHashSet<>();
    try {
      for (Path entry : settings.classPath()) {
        Folder folder = new Folder(settings.projectDirectory().resolve(entry).normalize(), name);
        if (exists(folder)) {
          folders.add(folder);
        }
      }
      for (URL url : Collections.list(settings.classLoader().getResources(name))) {
        folder(url, name).ifPresent(folders::add);
      }
    } catch (IOException | URISyntaxException e) {
      throw new StageFailure(FailureKind.NO_MIGRATIONS, "the class path cannot be read: " + e, e);
    }
    return folders;
  }

  private static boolean exists(Folder folder) throws IOException {
    if (!folder.isJar()) {
      return Files.isDirectory(folder.entry().resolve(folder.inside()));
    }
    try (FileSystem jar = FileSystems.newFileSystem(folder.entry(), (ClassLoader) null)) {
      return Files.isDirectory(jar.getPath("/" + folder.inside()));
    }
  }

  private static Optional<Folder> folder(URL url, String name)
      throws IOException, URISyntaxException {
    if (url.getProtocol().equals("file")) {
      Path found = Path.of(url.toURI()).normalize();
      Path entry = found;
      for (int i = 0; i < Path.of(name).getNameCount() && entry != null; i++) {
        entry = entry.getParent();
      }
      return Files.isDirectory(found) && entry != null
          ? Optional.of(new Folder(entry, name))
          : Optional.empty();
    }
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return Optional.empty();
    }
    URI file = jar.getJarFileURL().toURI();
    return file.getScheme().equals("file")
        ? Optional.of(new Folder(Path.of(file).normalize(), name))
        : Optional.empty();
  }
}
