// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cache that begins empty and is gone with the JVM: what an earlier run of the tests has proved
 * must not be taken for proved in this one.
 */
final class OwnCache {

  private OwnCache() {}

  static Path folder() {
    return Holder.FOLDER;
  }

  private static final class Holder {

    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("db-agent-test-cache");
        // Whoever the server runs as has to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void remove(Path folder) {
      try (Stream<Path> all = Files.walk(folder)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
