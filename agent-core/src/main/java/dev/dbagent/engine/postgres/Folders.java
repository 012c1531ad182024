// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folders with exact permissions, whatever the umask is; links are never followed. */
final class Folders {

  static final String OWNER_ONLY = "rwx------";
  static final String PASSABLE = "rwx--x--x";
  static final String READABLE = "rwxr-xr-x";

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** A data directory has more than a thousand files: what can be made once is. */
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<?> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private Folders() {}

  /** Makes a folder unless it exists; one that exists stays as it is. */
  static Path provide(Path folder, String permissions) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        return create(folder, permissions);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
    }
    return folder;
  }

  /** Makes a folder that must not exist yet. */
  static Path create(Path folder, String permissions) throws IOException {
    if (POSIX) {
      Files.createDirectory(folder, PRIVATE_FOLDER);
    } else {
      Files.createDirectory(folder);
    }
    if (!permissions.equals(OWNER_ONLY)) {
      allow(folder, permissions);
    }
    return folder;
  }

  /** Opens a file that must not exist yet, for its owner only from the first moment on. */
  static OutputStream newPrivateFile(Path file) throws IOException {
    return Channels.newOutputStream(
        POSIX ? Files.newByteChannel(file, NEW, PRIVATE_FILE) : Files.newByteChannel(file, NEW));
  }

  static void allow(Path path, String permissions) throws IOException {
    if (POSIX) {
      Set<PosixFilePermission> exact = PosixFilePermissions.fromString(permissions);
      Files.setPosixFilePermissions(path, exact);
    }
  }

  /** Deletes a folder and all in it; one that is gone already is fine. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return goneOrThrow(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              return goneOrThrow(e);
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Somebody else may delete the same folder at the same time. */
  private static FileVisitResult goneOrThrow(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }
}
