// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Some files of a packed directory, or a part of a large one, deflated together: can be packed and
 * unpacked without any other block. Nothing in it proves what it holds, {@link PackedContent} does.
 */
final class PackedBlock {

  /** Before it is deflated; the window of deflate is a sixteenth. */
  static final int SIZE = 1 << 19;

  /**
   * More than deflate ever makes of that: what cannot be made smaller grows by some thousandths.
   */
  private static final int PACKED = SIZE + SIZE / 8;

  /** Length of the name, place in the file, length of what follows. */
  private static final int HEAD = Short.BYTES + Long.BYTES + Integer.BYTES;

  /** In the place of a place: the file is in this block from end to end. */
  private static final long WHOLE = -1;

  private PackedBlock() {}

  /**
   * What a block holds of a file.
   *
   * @param name of the file
   * @param from where in the file it begins; negative for a whole file
   * @param count its length in bytes
   */
  record Part(String name, long from, int count) {

    boolean isWhole() {
      return from == WHOLE;
    }

    void writeTo(DataOutputStream out) throws IOException {
      out.writeUTF(name);
      out.writeLong(from);
      out.writeInt(count);
    }

    static Part readFrom(DataInputStream in) throws IOException {
      return new Part(in.readUTF(), in.readLong(), in.readInt());
    }
  }

  /** Files to be packed: first added, then read and deflated by the call, then written. */
  static final class Writing implements Callable<Writing> {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

    private final ByteBuffer plain = ByteBuffer.allocateDirect(SIZE);
    private final byte[] packed = new byte[PACKED];
    private final List<Source> sources = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final boolean marks;
    private int length;

    /**
     * @param marks whether files are marked when they were read
     */
    Writing(boolean marks) {
      this.marks = marks;
    }

    private record Source(Path file, long size, long from, ByteBuffer content) {}

    /** How many bytes of a file of that name fit in; negative when not even the name does. */
    int room(String name) {
      return plain.remaining() - HEAD - utf8(name).length;
    }

    /**
     * Adds as much of a file as there is room for.
     *
     * @param from where in the file to begin
     * @param to where to end at the latest
     * @return where the rest begins
     */
    long add(Path file, String name, long size, long from, long to) {
      int count = (int) Math.min(room(name), to - from);
      Part part = new Part(name, count == size ? WHOLE : from, count);
      parts.add(part);
      byte[] bytes = utf8(name);
      plain.putShort((short) bytes.length).put(bytes);
      plain.putLong(part.from()).putInt(count);
      sources.add(new Source(file, size, from, content(count)));
      return from + count;
    }

    private ByteBuffer content(int count) {
      int at = plain.position();
      plain.position(at + count);
      return plain.slice(at, count);
    }

    @Override
    public Writing call() throws IOException {
      for (Source source : sources) {
        read(source);
        if (marks) {
          KnownBlocks.mark(source.file);
        }
      }
      sources.clear();
      Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
      try {
        deflater.setInput(plain.flip());
        deflater.finish();
        length = deflater.deflate(packed);
        if (!deflater.finished()) {
          throw new IllegalStateException("deflate made more than " + length + " of a block");
        }
      } finally {
        deflater.end();
      }
      return this;
    }

    private static void read(Source source) throws IOException {
      try (FileChannel channel = FileChannel.open(source.file, READ)) {
        ByteBuffer content = source.content;
        int read = 0;
        while (content.hasRemaining() && read >= 0) {
          read = channel.read(content, source.from + content.position());
        }
        if (content.hasRemaining() || channel.size() != source.size) {
          throw new IOException(source.file + " was changed while it was packed");
        }
      }
    }

    /** Whether there is nothing to write, because nothing was packed. */
    boolean isEmpty() {
      return length == 0;
    }

    /** What was packed. */
    KnownBlocks.Block known() {
      return new KnownBlocks.Block(Arrays.copyOf(packed, length), parts);
    }

    /** Writes what was packed, and is empty again. */
    void writeTo(DataOutputStream out) throws IOException {
      write(packed, length, out);
      length = 0;
      plain.clear();
      parts.clear();
    }
  }

  /**
   * Files to be unpacked: first read, then inflated and written by the call, into folders that are
   * private to their owner.
   */
  static final class Reading implements Callable<Reading> {

    private static final Set<OpenOption> WRITE = Set.of(StandardOpenOption.WRITE);

    private final Path directory;
    private final PackedDirectory.Receiver receiver;
    private final Predicate<String> wanted;
    private final byte[] packed = new byte[PACKED + 1];
    private final byte[] plain = new byte[SIZE];
    private final List<Part> parts = new ArrayList<>();
    private int length;

    /**
     * @param wanted the names of the files to be unpacked
     */
    Reading(Path directory, PackedDirectory.Receiver receiver, Predicate<String> wanted) {
      this.directory = directory;
      this.receiver = receiver;
      this.wanted = wanted;
    }

    void readFrom(DataInputStream in) throws IOException {
      length = length(in);
      in.readFully(packed, 0, length);
    }

    void read(KnownBlocks.Block block) {
      length = block.packed().length;
      System.arraycopy(block.packed(), 0, packed, 0, length);
    }

    /**
     * Files of which there are parts in other blocks must exist, all others are new.
     *
     * @throws ZipException when this is not what {@link Writing} wrote
     */
    @Override
    public Reading call() throws IOException {
      parts.clear();
      try {
        ByteBuffer content = ByteBuffer.wrap(plain, 0, inflated());
        while (content.hasRemaining()) {
          write(content);
        }
        return this;
      } catch (DataFormatException | IllegalArgumentException | BufferUnderflowException e) {
        ZipException damage = new ZipException("a block was altered");
        damage.initCause(e);
        throw damage;
      }
    }

    /** What was unpacked; nothing before the first time. */
    Optional<KnownBlocks.Block> unpacked() {
      return parts.isEmpty()
          ? Optional.empty()
          : Optional.of(new KnownBlocks.Block(Arrays.copyOf(packed, length), parts));
    }

    private int inflated() throws DataFormatException {
      Inflater inflater = new Inflater(true);
      try {
        // It asks for one byte more than there are.
        packed[length] = 0;
        inflater.setInput(packed, 0, length + 1);
        int count = inflater.inflate(plain);
        if (!inflater.finished()) {
          throw new DataFormatException("it does not end");
        }
        return count;
      } finally {
        inflater.end();
      }
    }

    private void write(ByteBuffer content) throws IOException {
      byte[] name = new byte[Short.toUnsignedInt(content.getShort())];
      content.get(name);
      Part part =
          new Part(new String(name, StandardCharsets.UTF_8), content.getLong(), content.getInt());
      Path file = PackedDirectory.within(directory, part.name());
      int count = part.count();
      if (count < 0 || count > content.remaining()) {
        throw new EOFException("a block ends too early");
      }
      if (wanted.test(part.name())) {
        write(part, file, content.position());
      }
      parts.add(part);
      content.position(content.position() + count);
    }

    private void write(Part part, Path file, int at) throws IOException {
      if (part.isWhole()) {
        try (OutputStream out = created(file)) {
          out.write(plain, at, part.count());
        }
        KnownBlocks.mark(file);
        receiver.take(file);
      } else {
        write(file, part.from(), ByteBuffer.wrap(plain, at, part.count()));
        KnownBlocks.mark(file);
      }
    }

    /** To open a channel takes longer, but it says why that could not be. */
    private static OutputStream created(Path file) throws IOException {
      try {
        return new FileOutputStream(file.toFile());
      } catch (FileNotFoundException e) {
        return Folders.newPrivateFile(file);
      }
    }

    private static void write(Path file, long from, ByteBuffer part) throws IOException {
      try (FileChannel channel = FileChannel.open(file, WRITE)) {
        long start = from - part.position();
        while (part.hasRemaining()) {
          channel.write(part, start + part.position());
        }
      }
    }
  }

  /** Writes a block that is packed already. */
  static void write(byte[] packed, int length, DataOutputStream out) throws IOException {
    out.writeInt(length);
    out.write(packed, 0, length);
  }

  /** Reads a block, and does not unpack it. */
  static byte[] read(DataInputStream in) throws IOException {
    byte[] packed = new byte[length(in)];
    in.readFully(packed);
    return packed;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > PACKED) {
      throw new ZipException("no block has " + length + " bytes");
    }
    return length;
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
