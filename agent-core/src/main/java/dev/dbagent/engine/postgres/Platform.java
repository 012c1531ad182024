// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What binaries are made for.
 *
 * @param classifier the platform's part of the artifact's name
 */
record Platform(String classifier) {

  private static final Set<String> OF_32_BITS = Set.of("x86", "i386", "i586", "i686", "arm");

  /**
   * The platform that a JVM describes by its system properties.
   *
   * @param musl whether the C library is musl; asked on Linux only
   * @throws StageFailure when there are no binaries for it
   */
  static Platform of(String osName, String osArch, boolean musl) {
    String processor = processor(osArch.toLowerCase(Locale.ROOT));
    String system = system(osName.toLowerCase(Locale.ROOT));
    String libc = musl && system.equals("linux") ? "-alpine" : "";
    Platform platform = new Platform(system + "-" + processor + libc);
    if (system.isEmpty()
        || processor.isEmpty()
        || (platform.isWindows() && !processor.equals("amd64"))) {
      FailureFacts facts =
          FailureFacts.of(
              FailureKind.PLATFORM_UNSUPPORTED,
              "there are no PostgreSQL binaries for " + osName + " on " + osArch);
      throw new StageFailure(
          OF_32_BITS.contains(osArch)
              ? facts.note("This JVM is one of 32 bits; on most such machines one of 64 bits runs.")
              : facts,
          null);
    }
    return platform;
  }

  static Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), isMusl());
  }

  boolean isWindows() {
    return classifier.startsWith("windows");
  }

  private static String system(String osName) {
    return Stream.of("linux", "darwin", "windows")
        .filter(osName.replace("mac", "darwin")::startsWith)
        .findFirst()
        .orElse("");
  }

  private static String processor(String osArch) {
    return switch (osArch) {
      case "amd64", "x86_64", "x64" -> "amd64";
      case "aarch64", "arm64" -> "arm64v8";
      default -> "";
    };
  }

  /** Of the machine's C libraries, the one that this JVM itself runs on (proc_pid_maps(5)). */
  private static boolean isMusl() {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"), ISO_8859_1)) {
      return mapped.anyMatch(line -> line.contains("/ld-musl-"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
