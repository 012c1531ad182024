// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The name that the binaries in the Maven registry have for this machine. */
final class Platform {

  private Platform() {}

  static String name() throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm64v8" : "amd64";
    if (os.startsWith("mac")) {
      return "darwin-" + arch;
    }
    if (!os.startsWith("linux")) {
      throw new IllegalStateException("runs on Linux and macOS, not on " + os);
    }
    return "linux-" + arch + (hasMusl() ? "-alpine" : "");
  }

  private static boolean hasMusl() throws IOException {
    try (DirectoryStream<Path> loaders = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
      return loaders.iterator().hasNext();
    }
  }
}
