// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of one folder: {@code <fingerprint>.<kind>}, and those written aside. Other builds add
 * and delete at any time; whatever is gone when it is looked at was never there.
 *
 * @param directory need not exist
 */
record StoreFiles(Path directory) {

  /** Of files written aside; an old one was left by a build that was killed. */
  static final String ASIDE = "part";

  private static final int NAME = 64;

  /**
   * One file as it was when it was listed.
   *
   * @param name the fingerprint in hexadecimal, or what stands where it should
   * @param kind what is behind the last dot
   */
  record Item(Path file, String name, String kind, long size, Instant lastUse) {}

  Path of(Fingerprint name, String kind) {
    return directory.resolve(name.hex() + "." + kind);
  }

  Path aside(Fingerprint name) {
    return directory.resolve(name.hex() + "." + UUID.randomUUID() + "." + ASIDE);
  }

  List<Item> list() throws IOException {
    List<Item> items = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        add(file, items);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return items;
  }

  private static void add(Path file, List<Item> items) {
    String fileName = file.getFileName().toString();
    int dot = fileName.lastIndexOf('.');
    if (dot < NAME) {
      return;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      items.add(
          new Item(
              file,
              fileName.substring(0, NAME),
              fileName.substring(dot + 1),
              attributes.size(),
              attributes.lastModifiedTime().toInstant()));
    } catch (IOException e) {
      // Another build deleted it meanwhile.
    }
  }

  /** Without the right to, a file cannot be kept from being forgotten early, but can be used. */
  static void touchQuietly(Path file, Instant now) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(now));
    } catch (IOException e) {
      // A read-only store can still be read.
    }
  }

  /** Deletes a file, or a folder that took a file's place. */
  static void deleteQuietly(Path path) {
    try {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(path);
        return;
      }
      try (Stream<Path> all = Files.walk(path)) {
        for (Path inner : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(inner);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // What stays costs disk space, nothing else; the next eviction tries again.
    }
  }
}
