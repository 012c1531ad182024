// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Outputs in one piece, with their record: what a build need not make again because another build
 * made it of the same.
 */
public final class OutputArchive {

  private static final String RECORD = "record";

  private OutputArchive() {}

  /**
   * Packs a record, and outputs.
   *
   * @param outputs by their names: all that the record names, or those that are not kept elsewhere
   */
  public static byte[] pack(OutputRecord record, Collection<String> outputs, OutputRoots roots)
      throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(RECORD));
      zip.write(record.forAnyPlace().text().getBytes(StandardCharsets.UTF_8));
      for (String output : outputs) {
        zip.putNextEntry(new ZipEntry(output));
        Files.copy(roots.locate(output), zip);
      }
    }
    return archive.toByteArray();
  }

  /** The record of an archive; empty for what is no archive of this version. */
  public static Optional<OutputRecord> record(byte[] archive) {
    try (ZipInputStream zip = open(archive)) {
      ZipEntry first = zip.getNextEntry();
      return first == null || !first.getName().equals(RECORD)
          ? Optional.empty()
          : OutputRecord.parse(
              new String(zip.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Unpacks all but the record, each output in its root; what is right already is not touched. */
  public static void unpack(byte[] archive, OutputRoots roots) throws IOException {
    unpack(archive, output -> true, roots);
  }

  /** Unpacks those outputs that are wanted. */
  public static void unpack(byte[] archive, Predicate<String> wanted, OutputRoots roots)
      throws IOException {
    try (ZipInputStream zip = open(archive)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.getName().equals(RECORD) && wanted.test(entry.getName())) {
          put(zip.readAllBytes(), roots.locate(entry.getName()));
        }
      }
    }
  }

  private static void put(byte[] content, Path file) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(content, Files.readAllBytes(file))) {
      return;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().normalize().resolveSibling(""));
      Files.write(aside, content);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static ZipInputStream open(byte[] archive) {
    return new ZipInputStream(new ByteArrayInputStream(archive));
  }
}
