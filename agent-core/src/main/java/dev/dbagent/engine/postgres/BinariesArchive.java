// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/** A jar that holds one compressed tar with the engine's programs. */
final class BinariesArchive {

  private static final int EXECUTABLE = 0100;

  private BinariesArchive() {}

  /** The archive itself is damaged; anything else that goes wrong is about the target. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Gives what compressed bytes hold. */
  private interface Decoder {
    InputStream open(InputStream packed) throws IOException;
  }

  /** Unpacks into a new directory: everything readable by all, nothing writable by others. */
  static void unpack(Path jar, Path directory) throws IOException, DamagedException {
    unpack(jar, directory, Subprocess.find("xz"));
  }

  /**
   * The same.
   *
   * @param program of this machine, which needs half of the time that the library does. Whatever
   *     goes wrong with it, the library tries anew, and tells what is the matter if anything is.
   */
  static void unpack(Path jar, Path directory, Optional<String> program)
      throws IOException, DamagedException {
    if (program.isEmpty() || !isUnpackedBy(program.get(), jar, directory)) {
      unpack(jar, directory, XZInputStream::new);
    }
  }

  private static boolean isUnpackedBy(String program, Path jar, Path directory) throws IOException {
    try {
      unpack(jar, directory, packed -> new XzProcess(program, packed));
      return true;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | DamagedException e) {
      Folders.delete(directory);
      return false;
    }
  }

  private static void unpack(Path jar, Path directory, Decoder decoder)
      throws IOException, DamagedException {
    Folders.create(directory, Folders.READABLE);
    Manifest manifest = new Manifest();
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream packed = zip.getInputStream(compressedTar(zip));
        InputStream plain = decoder.open(packed);
        TarArchiveInputStream tar = new TarArchiveInputStream(plain);
        WritingAside writing = new WritingAside()) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        byte[] content = content(entry, tar);
        TarArchiveEntry read = entry;
        writing.add(() -> unpack(read, content, directory, manifest));
      }
      writing.settle();
      // Behind the last entry the checksums are.
      plain.transferTo(OutputStream.nullOutputStream());
      if (manifest.isEmpty()) {
        throw new ZipException("it holds no files");
      }
    } catch (ZipException | XZIOException | EOFException e) {
      throw new DamagedException(String.valueOf(e.getMessage()), e);
    }
    manifest.writeTo(directory);
  }

  /** What is no file has no bytes. To gather what there is would take twice the memory. */
  private static byte[] content(TarArchiveEntry entry, InputStream tar) throws IOException {
    if (entry.getSize() > Integer.MAX_VALUE) {
      throw new ZipException("an entry has " + entry.getSize() + " bytes: " + entry.getName());
    }
    byte[] content = new byte[(int) entry.getSize()];
    if (tar.readNBytes(content, 0, content.length) < content.length) {
      throw new EOFException("an entry ends too early: " + entry.getName());
    }
    return content;
  }

  private static ZipEntry compressedTar(ZipFile zip) throws ZipException {
    return zip.stream()
        .filter(entry -> entry.getName().endsWith(".txz"))
        .map(ZipEntry.class::cast)
        .findFirst()
        .orElseThrow(() -> new ZipException("it holds no .txz"));
  }

  private static void unpack(
      TarArchiveEntry entry, byte[] content, Path directory, Manifest manifest) throws IOException {
    Path target = inside(directory, directory.resolve(entry.getName()));
    Path relative = directory.relativize(target);
    provideFolders(directory, relative, relative.getNameCount() - (entry.isDirectory() ? 0 : 1));
    if (entry.isDirectory()) {
      return;
    }
    if (entry.isSymbolicLink()) {
      Path link = Path.of(entry.getLinkName());
      inside(directory, target.resolveSibling(link));
      Files.createSymbolicLink(target, link);
    } else if (entry.isLink()) {
      Files.createLink(target, inside(directory, directory.resolve(entry.getLinkName())));
    } else {
      Files.write(target, content);
      boolean program = (entry.getMode() & EXECUTABLE) != 0;
      Folders.allow(target, program ? Folders.READABLE : "rw-r--r--");
      manifest.add(relative.toString().replace('\\', '/'), entry.getSize());
    }
  }

  /** Folders may have no entry of their own, and the umask must not decide who can read. */
  private static void provideFolders(Path root, Path relative, int depth) throws IOException {
    for (int i = 1; i <= depth; i++) {
      Folders.provide(root.resolve(relative.subpath(0, i)), Folders.READABLE);
    }
  }

  private static Path inside(Path directory, Path path) throws ZipException {
    Path normal = path.normalize();
    if (!normal.startsWith(directory)) {
      throw new ZipException("an entry leads out of the directory: " + path);
    }
    return normal;
  }
}
