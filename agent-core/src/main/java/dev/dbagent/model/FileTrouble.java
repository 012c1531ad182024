// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What went wrong with a file, in words: many of Java's exceptions say a path and nothing else. */
public final class FileTrouble {

  private FileTrouble() {}

  /** Half a sentence that names the file, if the exception knows it, and the reason. */
  public static String words(IOException e) {
    if (e instanceof FileSystemException named && named.getFile() != null) {
      return words(named, Path.of(named.getFile()));
    }
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  private static String words(FileSystemException e, Path file) {
    if (e instanceof NoSuchFileException) {
      return file + " does not exist";
    }
    if (e instanceof FileAlreadyExistsException) {
      boolean folder = Files.isDirectory(file);
      return file + (folder ? " exists already" : " is a file where a folder is needed");
    }
    if (e instanceof NotDirectoryException) {
      return file + " is not a folder";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return file + " is not empty";
    }
    if (isReadOnly(file)) {
      return file + " is on a file system that is mounted read-only, " + DiskSpace.of(file).store();
    }
    return e instanceof AccessDeniedException
        ? "permission denied at " + file
        : file + ": " + e.getReason();
  }

  private static boolean isReadOnly(Path file) {
    try {
      return Files.getFileStore(DiskSpace.nearest(file)).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }
}
