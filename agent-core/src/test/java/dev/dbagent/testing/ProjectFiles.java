// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Folders of projects among the test resources. */
final class ProjectFiles {

  private ProjectFiles() {}

  /** A folder by its name. */
  static Path folder(String name) {
    URL folder = Objects.requireNonNull(ProjectFiles.class.getResource("/" + name));
    try {
      return Path.of(folder.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies a folder; every byte is as it was. */
  static void copy(Path folder, Path copy) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(folder.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
