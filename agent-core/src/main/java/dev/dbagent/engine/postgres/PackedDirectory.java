// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipException;

/** A data directory at rest, in one file: no owners, no times, no trace of a running server. */
final class PackedDirectory {

  private static final Set<String> OF_A_RUN = Set.of("postmaster.pid", "postmaster.opts");

  private static final int BUFFER = 1 << 16;

  /** Followed by the name; comes before any block with something in it. */
  private static final int FOLDER = 1;

  /** Followed by the name; comes before any block with a part of it. */
  private static final int LARGE_FILE = 2;

  /** Followed by a {@link PackedBlock}; their order does not matter. */
  static final int BLOCK = 3;

  private PackedDirectory() {}

  /** Gets to know what was unpacked, from several threads. */
  interface Receiver {

    /**
     * Takes over a folder, or a file that is private to its owner, to which nothing is to be added.
     * The directory itself comes last: until then nobody but us can reach into it.
     */
    void take(Path path) throws IOException;
  }

  /**
   * Packs a directory that nobody writes to; the file appears complete or not at all. Two threads
   * help, and have ended when this returns or throws; a few blocks are in memory, whatever the size
   * of a file.
   *
   * @throws StageFailure when there is no room for it
   */
  static void pack(Path directory, Path file) throws IOException {
    pack(directory, file, KnownBlocks.NONE, false);
  }

  /**
   * What was packed.
   *
   * @param known the blocks; {@link KnownBlocks#NONE} where it cannot be seen who writes to a file
   */
  record Packed(PackedContent.Identity identity, KnownBlocks known) {}

  /**
   * The same, of a directory of which it is known what it was. If it fails nothing is known of it
   * any more.
   *
   * @param known what {@link #unpack} returned, or this for the same directory
   */
  static Packed pack(Path directory, Path file, KnownBlocks known) throws IOException {
    return pack(directory, file, known, true);
  }

  private static Packed pack(Path directory, Path file, KnownBlocks before, boolean marks)
      throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      PackedContent.Writing content;
      KnownBlocks known;
      try (OutputStream out = new BufferedOutputStream(Folders.newPrivateFile(aside), BUFFER)) {
        content = new PackedContent.Writing(out);
        try (Packer packer = new Packer(directory, before, marks, new DataOutputStream(content))) {
          packer.addAll(directory.toFile(), "");
          known = packer.finish();
        }
      }
      PackedContent.Identity identity = content.seal(aside);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      return new Packed(identity, known);
    } catch (IOException e) {
      DiskFullException.throwIfBehind(e, file.resolveSibling(""), "a packed data directory");
      throw e;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * Unpacks into a directory that does not exist yet and is private to its owner. The file is
   * opened once: whoever deletes or replaces it meanwhile does not matter. Two threads help, and
   * have ended when this returns or throws; a few blocks are in memory, whatever the size of a
   * file. Interruption is no damage.
   *
   * @param receiver of each file and folder
   * @throws DamagedStateException when the file is damaged or gone; part of the directory may be
   *     there then
   */
  static KnownBlocks unpack(Path file, Path directory, Receiver receiver) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      Folders.create(directory, Folders.OWNER_ONLY);
      PackedContent.Reading content = new PackedContent.Reading(in);
      KnownBlocks unpacked = unpack(new DataInputStream(content), directory, receiver);
      content.verify();
      receiver.take(directory);
      return unpacked;
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
    if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
      return e;
    }
    if (e instanceof ZipException || e instanceof EOFException) {
      return new DamagedStateException(file + " is damaged: " + e.getMessage(), e);
    }
    try {
      PackedContent.verify(file);
      return e;
    } catch (IOException damage) {
      return new DamagedStateException(file + " is damaged: " + FileTrouble.words(damage), damage);
    }
  }

  private static KnownBlocks unpack(DataInputStream content, Path directory, Receiver receiver)
      throws IOException {
    KnownBlocks unpacked = new KnownBlocks();
    Deque<Path> others = new ArrayDeque<>();
    List<PackedBlock.Reading> blocks = new ArrayList<>();
    for (int i = 0; i < Turns.PIECES; i++) {
      blocks.add(new PackedBlock.Reading(directory, receiver, name -> true));
    }
    try (Turns<PackedBlock.Reading> turns = new Turns<>("db-agent inflating", blocks)) {
      for (int next = content.read(); next >= 0; next = content.read()) {
        switch (next) {
          case FOLDER -> {
            String name = content.readUTF();
            others.push(Folders.create(within(directory, name), Folders.OWNER_ONLY));
            unpacked.addFolder(name);
          }
          case LARGE_FILE -> {
            Path file = within(directory, content.readUTF());
            Folders.newPrivateFile(file).close();
            others.push(file);
          }
          case BLOCK -> {
            PackedBlock.Reading block = turns.next();
            block.unpacked().ifPresent(unpacked::add);
            block.readFrom(content);
            turns.give(block);
          }
          default -> throw new ZipException("nothing begins with " + next);
        }
      }
      while (!turns.isOver()) {
        turns.next().unpacked().ifPresent(unpacked::add);
      }
    }
    for (Path path : others) {
      receiver.take(path);
    }
    return unpacked;
  }

  /**
   * Makes a directory again what it was when it was unpacked or packed. Only what was written to
   * since is made anew.
   *
   * @param receiver of each file and folder that is made, and of the directory in the end
   * @throws IOException when that cannot be, also because it cannot be seen what was written to
   */
  static void restore(Path directory, KnownBlocks known, Receiver receiver) throws IOException {
    Set<String> untouched = new HashSet<>();
    clean(directory.toFile(), "", known, untouched);
    if (KnownBlocks.isMistaken(untouched)) {
      throw new IOException("it cannot be seen which files of " + directory + " were written to");
    }
    for (String folder : known.folders()) {
      if (!untouched.contains(folder)) {
        receiver.take(Folders.create(within(directory, folder), Folders.OWNER_ONLY));
      }
    }
    Set<Path> large = new LinkedHashSet<>();
    PackedBlock.Reading reading =
        new PackedBlock.Reading(directory, receiver, name -> !untouched.contains(name));
    for (KnownBlocks.Block block : known.blocks()) {
      boolean isWanted = false;
      for (PackedBlock.Part part : block.parts()) {
        if (!untouched.contains(part.name())) {
          isWanted = true;
          Path file = within(directory, part.name());
          if (!part.isWhole() && large.add(file)) {
            Folders.newPrivateFile(file).close();
          }
        }
      }
      if (isWanted) {
        reading.read(block);
        reading.call();
      }
    }
    for (Path file : large) {
      receiver.take(file);
    }
    receiver.take(directory);
  }

  /** Deletes what does not belong there, or was written to. */
  private static void clean(File folder, String prefix, KnownBlocks known, Set<String> untouched)
      throws IOException {
    for (String last : names(folder)) {
      String name = prefix + last;
      File file = new File(folder, last);
      if (known.sizeIfUnwritten(name, file) != null) {
        untouched.add(name);
      } else if (known.hasFolder(name)
          && Files.isDirectory(file.toPath(), LinkOption.NOFOLLOW_LINKS)) {
        untouched.add(name);
        clean(file, name + "/", known, untouched);
      } else {
        Folders.delete(file.toPath());
      }
    }
  }

  /**
   * Whether a directory is what it was when it was unpacked or packed: all is there, nothing else
   * is, and nobody has written to it since.
   */
  static boolean isUntouched(Path directory, KnownBlocks known) throws IOException {
    Set<String> untouched = new HashSet<>();
    return hasOnly(directory.toFile(), "", known, untouched) && untouched.size() == known.count();
  }

  private static boolean hasOnly(
      File folder, String prefix, KnownBlocks known, Set<String> untouched) throws IOException {
    for (String last : names(folder)) {
      String name = prefix + last;
      File file = new File(folder, last);
      boolean isUntouched =
          known.sizeIfUnwritten(name, file) != null
              || (known.hasFolder(name) && hasOnly(file, name + "/", known, untouched));
      if (!isUntouched) {
        return false;
      }
      untouched.add(name);
    }
    return true;
  }

  private static String[] names(File folder) throws IOException {
    String[] names = folder.list();
    if (names == null) {
      throw new IOException(folder + " cannot be listed");
    }
    return names;
  }

  /** Deletes what only a run has left, and no packed directory has. */
  static void forgetRun(Path directory) throws IOException {
    for (String name : OF_A_RUN) {
      Files.deleteIfExists(directory.resolve(name));
    }
  }

  /**
   * What has that name in a directory.
   *
   * @throws ZipException when the name leads out of it
   */
  static Path within(Path directory, String name) throws ZipException {
    Path path = directory.resolve(name).normalize();
    if (!path.startsWith(directory)) {
      throw new ZipException("entry " + name + " leads out of the directory");
    }
    return path;
  }

  static void requirePlain(Path file, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw new IOException(
          file + " is not a plain file; a tablespace cannot be packed with its database");
    }
  }

  /**
   * Walks and writes, while two threads read and deflate. Of thousands of files most need only be
   * asked for their time, for which java.io takes half as long as java.nio.
   */
  private static final class Packer implements AutoCloseable {

    private final Path root;
    private final KnownBlocks before;
    private final boolean marks;
    private final KnownBlocks known = new KnownBlocks();
    private final DataOutputStream content;
    private final Turns<PackedBlock.Writing> turns;
    private final Map<String, Long> unwritten = new HashMap<>();
    private final Set<String> large = new HashSet<>();
    private PackedBlock.Writing block;

    /**
     * @param before what is known of the directory
     * @param marks whether it is to be seen who writes to it from now on
     */
    Packer(Path root, KnownBlocks before, boolean marks, DataOutputStream content)
        throws IOException {
      this.root = root;
      this.before = before;
      this.marks = marks;
      this.content = content;
      List<PackedBlock.Writing> blocks = new ArrayList<>();
      for (int i = 0; i < Turns.PIECES; i++) {
        blocks.add(new PackedBlock.Writing(marks));
      }
      turns = new Turns<>("db-agent deflating", blocks);
      block = turns.next();
    }

    /**
     * @param prefix of the names of what is in the folder
     */
    void addAll(File folder, String prefix) throws IOException {
      for (String last : names(folder)) {
        String name = prefix + last;
        File file = new File(folder, last);
        Long size = before.sizeIfUnwritten(name, file);
        if (size != null) {
          unwritten.put(name, size);
        } else if (!OF_A_RUN.contains(name)) {
          addNew(file, name);
        }
      }
    }

    private void addNew(File file, String name) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file.toPath(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        content.writeByte(FOLDER);
        content.writeUTF(name);
        known.addFolder(name);
        addAll(file, name + "/");
      } else {
        requirePlain(file.toPath(), attributes);
        add(file.toPath(), name, attributes.size());
      }
    }

    private void add(Path file, String name, long size) throws IOException {
      if (size > block.room(name)) {
        turn();
      }
      if (size > block.room(name)) {
        beginLarge(name);
      }
      add(file, name, size, 0, size);
    }

    private void add(Path file, String name, long size, long from, long to) throws IOException {
      long rest = block.add(file, name, size, from, to);
      while (rest < to) {
        turn();
        rest = block.add(file, name, size, rest, to);
      }
    }

    private void beginLarge(String name) throws IOException {
      if (large.add(name)) {
        content.writeByte(LARGE_FILE);
        content.writeUTF(name);
      }
    }

    /** Takes blocks over as they are, or what is as it was in others. */
    private void addUnwritten(boolean isMistaken) throws IOException {
      if (isMistaken) {
        for (String name : unwritten.keySet()) {
          Path file = root.resolve(name);
          add(file, name, Files.size(file));
        }
        return;
      }
      for (KnownBlocks.Block old : before.blocks()) {
        boolean isWhole = old.parts().stream().allMatch(it -> unwritten.containsKey(it.name()));
        for (PackedBlock.Part part : old.parts()) {
          Long size = unwritten.get(part.name());
          if (size != null && !part.isWhole()) {
            beginLarge(part.name());
          }
          if (size != null && !isWhole) {
            addAgain(part, size);
          }
        }
        if (isWhole) {
          content.writeByte(BLOCK);
          PackedBlock.write(old.packed(), old.packed().length, content);
          known.add(old);
        }
      }
    }

    private void addAgain(PackedBlock.Part part, long size) throws IOException {
      Path file = root.resolve(part.name());
      if (part.isWhole()) {
        add(file, part.name(), size);
      } else {
        if (block.room(part.name()) <= 0) {
          turn();
        }
        add(file, part.name(), size, part.from(), part.from() + part.count());
      }
    }

    private void turn() throws IOException {
      turns.give(block);
      block = written();
    }

    private PackedBlock.Writing written() throws IOException {
      PackedBlock.Writing done = turns.next();
      if (!done.isEmpty()) {
        if (marks) {
          known.add(done.known());
        }
        content.writeByte(BLOCK);
        done.writeTo(content);
      }
      return done;
    }

    /** Writes what is under way, and returns what is known of the directory then. */
    KnownBlocks finish() throws IOException {
      boolean isMistaken = KnownBlocks.isMistaken(unwritten.keySet());
      addUnwritten(isMistaken);
      turns.give(block);
      while (!turns.isOver()) {
        block = written();
      }
      return isMistaken ? KnownBlocks.NONE : known;
    }

    @Override
    public void close() {
      turns.close();
    }
  }
}
