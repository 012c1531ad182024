// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What binaries are made for.
 *
 * @param classifier the platform's part of the artifact's name
 */
record Platform(String classifier) {

  /**
   * The platform that a JVM describes by its system properties.
   *
   * @param musl whether the C library is musl; asked on Linux only
   * @throws StageFailure when there are no binaries for it
   */
  static Platform of(String osName, String osArch, boolean musl) {
    String os = osName.toLowerCase(Locale.ROOT);
    String processor = processor(osArch.toLowerCase(Locale.ROOT));
    String classifier =
        os.startsWith("linux")
            ? "linux-" + processor + (musl ? "-alpine" : "")
            : os.startsWith("mac") || os.startsWith("darwin")
                ? "darwin-" + processor
                : os.startsWith("windows") && processor.equals("amd64") ? "windows-amd64" : "";
    if (processor.isEmpty() || classifier.isEmpty()) {
      throw new StageFailure(
          FailureKind.PLATFORM_UNSUPPORTED,
          "There are no PostgreSQL binaries for " + osName + " on " + osArch);
    }
    return new Platform(classifier);
  }

  static Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), isMusl());
  }

  boolean isWindows() {
    return classifier.startsWith("windows");
  }

  private static String processor(String osArch) {
    return switch (osArch) {
      case "amd64", "x86_64", "x64" -> "amd64";
      case "aarch64", "arm64" -> "arm64v8";
      default -> "";
    };
  }

  /** Its dynamic linker has a fixed name (musl, dynamic linker path). */
  private static boolean isMusl() {
    Path lib = Path.of("/lib");
    if (!Files.isDirectory(lib)) {
      return false;
    }
    try (DirectoryStream<Path> linkers = Files.newDirectoryStream(lib, "ld-musl-*")) {
      return linkers.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }
}
