// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folders with exact permissions, whatever the umask is; links are never followed. */
final class Folders {

  static final String OWNER_ONLY = "rwx------";
  static final String PASSABLE = "rwx--x--x";
  static final String READABLE = "rwxr-xr-x";

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
    if (isPosix(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
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
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return Channels.newOutputStream(
        isPosix(file)
            ? Files.newByteChannel(
                file,
                options,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.newByteChannel(file, options));
  }

  static void allow(Path path, String permissions) throws IOException {
    if (isPosix(path)) {
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

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
