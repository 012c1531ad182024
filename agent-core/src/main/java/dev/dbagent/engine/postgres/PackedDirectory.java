// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A data directory at rest, in one file: no owners, no times, no trace of a running server. */
final class PackedDirectory {

  private static final Set<String> OF_A_RUN = Set.of("postmaster.pid", "postmaster.opts");

  private static final int BUFFER = 1 << 16;

  private PackedDirectory() {}

  /**
   * Packs a directory; the file appears complete or not at all.
   *
   * @throws StageFailure when there is no room for it
   */
  static void pack(Path directory, Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      PackedContent.Writing content;
      try (OutputStream out = new BufferedOutputStream(Folders.newPrivateFile(aside), BUFFER)) {
        content = new PackedContent.Writing(out);
        ZipOutputStream zip = new ZipOutputStream(content);
        zip.setLevel(Deflater.BEST_SPEED);
        Files.walkFileTree(directory, new Packer(directory, zip));
        zip.close();
      }
      content.seal(aside);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      DiskFullException.throwIfBehind(e, file.resolveSibling(""), "a packed data directory");
      throw e;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * Unpacks into a directory that does not exist yet, all of it private to its owner. The file is
   * opened once: whoever deletes or replaces it meanwhile does not matter.
   *
   * @throws DamagedStateException when the file is damaged or gone; part of the directory may be
   *     there then
   */
  static void unpack(Path file, Path directory) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      Folders.create(directory, Folders.OWNER_ONLY);
      PackedContent.Reading content = new PackedContent.Reading(in);
      ZipInputStream zip = new ZipInputStream(content);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        unpack(entry, zip, directory);
      }
      content.verify();
    } catch (NoSuchFileException e) {
      throw Files.exists(file)
          ? damagedOr(e, file)
          : new DamagedStateException(file + " is gone", e);
    } catch (IOException e) {
      throw damagedOr(e, file);
    } catch (IllegalArgumentException e) {
      throw new DamagedStateException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Damage can look like anything: an altered name, for example, like a folder that is missing. */
  private static IOException damagedOr(IOException e, Path file) {
    if (e instanceof ZipException || e instanceof EOFException) {
      return new DamagedStateException(file + " is damaged: " + e.getMessage(), e);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      new PackedContent.Reading(in).verify();
      return e;
    } catch (IOException damage) {
      return new DamagedStateException(file + " is damaged: " + FileTrouble.words(damage), damage);
    }
  }

  private static void unpack(ZipEntry entry, InputStream content, Path directory)
      throws IOException {
    Path target = directory.resolve(entry.getName()).normalize();
    if (!target.startsWith(directory)) {
      throw new ZipException("entry " + entry.getName() + " leads out of the directory");
    }
    if (entry.isDirectory()) {
      Folders.create(target, Folders.OWNER_ONLY);
    } else {
      try (OutputStream out = Folders.newPrivateFile(target)) {
        content.transferTo(out);
      }
    }
  }

  static void requirePlain(Path file, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw new IOException(
          file + " is not a plain file; a tablespace cannot be packed with its database");
    }
  }

  private static final class Packer extends SimpleFileVisitor<Path> {

    private final Path root;
    private final ZipOutputStream zip;

    Packer(Path root, ZipOutputStream zip) {
      this.root = root;
      this.zip = zip;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (!directory.equals(root)) {
        zip.putNextEntry(new ZipEntry(name(directory) + "/"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      requirePlain(file, attributes);
      if (!OF_A_RUN.contains(name(file))) {
        zip.putNextEntry(new ZipEntry(name(file)));
        Files.copy(file, zip);
      }
      return FileVisitResult.CONTINUE;
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace('\\', '/');
    }
  }
}
