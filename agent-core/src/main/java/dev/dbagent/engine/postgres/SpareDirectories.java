// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Data directories that servers have left as they were packed: whoever needs one takes it instead
 * of unpacking it. Each serves once, and whose it is a rename decides. They are a few, and not for
 * long; a file system that is nearly full has none.
 */
final class SpareDirectories {

  private static final int MOST = 4;
  private static final Duration AGE = Duration.ofDays(7);

  /** In bytes, of one; and how much has to be free where any are kept. */
  private static final long LARGEST = 128L << 20;

  private static final long ROOM = 1L << 30;
  private static final int BUFFER = 1 << 16;

  private final Path root;
  private final RunAs runAs;

  /**
   * @param runAs whose the data have to be
   */
  SpareDirectories(Path root, RunAs runAs) {
    this.root = root;
    this.runAs = runAs;
  }

  /**
   * Gives away the data directory that was packed into a file, if one is there that nobody has
   * changed.
   *
   * @param data where to put it: in a work folder, and does not exist
   * @return what is known of it; otherwise nothing is where it should be
   */
  Optional<KnownBlocks> take(Path packed, Path data) {
    try {
      String prefix = prefix(PackedContent.Identity.of(packed));
      for (Path spare : all(root)) {
        if (spare.getFileName().toString().startsWith(prefix)) {
          // Of a file that is damaged whoever unpacks it has to tell.
          PackedContent.verify(packed);
          Optional<KnownBlocks> taken = taken(spare, data);
          if (taken.isPresent()) {
            return taken;
          }
        }
      }
    } catch (IOException e) {
      // There is another way to what it holds.
    }
    return Optional.empty();
  }

  private Optional<KnownBlocks> taken(Path spare, Path data) {
    Path mine = data.resolveSibling("spare");
    try {
      Files.move(spare, mine);
    } catch (IOException e) {
      // Somebody else has it, or may have it.
      return Optional.empty();
    }
    try {
      KnownBlocks known = read(blocks(mine));
      if (isOurs(data(mine)) && PackedDirectory.isUntouched(data(mine), known)) {
        Files.move(data(mine), data);
        return Optional.of(known);
      }
    } catch (IOException | IllegalArgumentException e) {
      // Damaged: it is unpacked instead.
    } finally {
      discard(mine);
    }
    return Optional.empty();
  }

  private boolean isOurs(Path data) throws IOException {
    int uid = runAs.owner() == null ? ProcessUser.uid() : runAs.owner().uid();
    return ProcessUser.uidOf(data) == uid;
  }

  /**
   * Puts a data directory by, unless there is no room for it.
   *
   * @param folder of a server that has ended; its data go
   * @param packed what the data were when they were packed
   * @param hasServed whether a server has worked with the data since
   */
  void putBy(WorkFolder folder, PackedDirectory.Packed packed, boolean hasServed)
      throws IOException {
    KnownBlocks known = packed.known();
    if (known.isEmpty() || known.plainSize() > LARGEST || isNearlyFull(root)) {
      return;
    }
    if (hasServed) {
      runAs.disown(folder.data());
      PackedDirectory.restore(folder.data(), known, runAs::own);
    } else {
      PackedDirectory.forgetRun(folder.data());
    }
    Path spare = Folders.create(folder.path().resolve("spare"), Folders.OWNER_ONLY);
    write(known, blocks(spare));
    Files.move(folder.data(), data(spare));
    Files.move(spare, root.resolve(prefix(packed.identity()) + UUID.randomUUID()));
    sweep(root);
  }

  /** Removes what is too old, and of the others all but the newest. */
  static void sweep(Path root) throws IOException {
    int kept = 0;
    Instant oldest = Instant.now().minus(AGE);
    boolean isNearlyFull = isNearlyFull(root);
    for (Path spare : all(root)) {
      kept++;
      if (kept > MOST || isNearlyFull || putByAt(spare).toInstant().isBefore(oldest)) {
        discard(spare);
      }
    }
  }

  /** What cannot be deleted now goes with its work folder, or in a later sweep. */
  private static void discard(Path spare) {
    try {
      Folders.delete(spare);
    } catch (IOException e) {
      // It is of no use to anybody.
    }
  }

  private static boolean isNearlyFull(Path root) {
    return root.toFile().getUsableSpace() < ROOM;
  }

  /** The newest first. */
  private static List<Path> all(Path root) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> there = Files.list(root)) {
      there.forEach(all::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    all.sort(Comparator.comparing(SpareDirectories::putByAt).reversed());
    return all;
  }

  /** When its data were moved into it. */
  private static FileTime putByAt(Path spare) {
    try {
      return Files.getLastModifiedTime(spare);
    } catch (IOException e) {
      // Taken meanwhile.
      return FileTime.from(Instant.now());
    }
  }

  private static String prefix(PackedContent.Identity identity) {
    return identity + ".";
  }

  private static Path data(Path spare) {
    return spare.resolve("data");
  }

  private static Path blocks(Path spare) {
    return spare.resolve("blocks");
  }

  private static void write(KnownBlocks known, Path file) throws IOException {
    PackedContent.Writing content;
    try (OutputStream out = new BufferedOutputStream(Folders.newPrivateFile(file), BUFFER)) {
      content = new PackedContent.Writing(out);
      known.writeTo(new DataOutputStream(content));
    }
    content.seal(file);
  }

  private static KnownBlocks read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      PackedContent.Reading content = new PackedContent.Reading(in);
      KnownBlocks known = KnownBlocks.readFrom(new DataInputStream(content));
      content.verify();
      return known;
    }
  }
}
