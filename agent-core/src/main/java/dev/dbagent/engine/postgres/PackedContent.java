// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * The bytes of a packed directory, behind a head that tells their number and a checksum over all of
 * them; what others add behind them is no matter of ours. Nothing in the content proves itself.
 */
final class PackedContent {

  /** Another one for each form of the content: what older code wrote has an altered head. */
  private static final long MARK = 0x6462_6167_656e_7471L;

  /** Mark, length, checksum, checksum of these. */
  private static final int HEAD = Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

  private static final int BUFFER = 1 << 16;

  private PackedContent() {}

  /** What tells one content from others: its length and its checksum. */
  record Identity(long length, int checksum) {

    /**
     * That of the content of a file, as its head tells it.
     *
     * @throws ZipException when there is no such head
     */
    static Identity of(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return new Reading(in).expected;
      }
    }

    /** To be a part of a file name. */
    @Override
    public String toString() {
      return Long.toHexString(length) + "-" + Integer.toHexString(checksum);
    }
  }

  /**
   * Proves the content of a file, all of which is read.
   *
   * @throws ZipException when it is not what was written
   */
  static void verify(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      new Reading(in).verify();
    }
  }

  /** Counts and sums what is written; the head is for {@link #seal}. */
  static final class Writing extends FilterOutputStream {

    private final CRC32 sum = new CRC32();
    private long length;

    /** Leaves room for the head. */
    Writing(OutputStream file) throws IOException {
      super(file);
      file.write(new byte[HEAD]);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      sum.update(b);
      length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      out.write(bytes, offset, count);
      sum.update(bytes, offset, count);
      length += count;
    }

    /** Writes the head: from now on the file counts. */
    Identity seal(Path file) throws IOException {
      Identity identity = new Identity(length, (int) sum.getValue());
      ByteBuffer head = head(identity);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        while (head.hasRemaining()) {
          channel.write(head, head.position());
        }
      }
      return identity;
    }
  }

  /** Gives the content and nothing behind it. */
  static final class Reading extends FilterInputStream {

    private final CRC32 sum = new CRC32();
    private final Identity expected;
    private long left;

    /**
     * Reads the head.
     *
     * @throws ZipException when it is none
     */
    Reading(InputStream file) throws IOException {
      super(file);
      byte[] bytes = file.readNBytes(HEAD);
      if (bytes.length < HEAD) {
        throw new EOFException("it has " + bytes.length + " bytes only");
      }
      ByteBuffer head = ByteBuffer.wrap(bytes);
      head.getLong();
      left = head.getLong();
      expected = new Identity(left, head.getInt());
      if (left < 0 || !head(expected).equals(ByteBuffer.wrap(bytes))) {
        throw new ZipException("its head was altered");
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (left == 0 && count > 0) {
        return -1;
      }
      int read = in.read(bytes, offset, (int) Math.min(count, left));
      if (read < 0) {
        throw new EOFException("it ends too early");
      }
      sum.update(bytes, offset, read);
      left -= read;
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, HEAD)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    /**
     * Reads what nobody has read yet, and proves all of it.
     *
     * @throws ZipException when it is not what was written
     */
    void verify() throws IOException {
      transferTo(OutputStream.nullOutputStream());
      if ((int) sum.getValue() != expected.checksum()) {
        throw new ZipException("its content was altered");
      }
    }
  }

  private static ByteBuffer head(Identity identity) {
    ByteBuffer head = ByteBuffer.allocate(HEAD).putLong(MARK);
    head.putLong(identity.length()).putInt(identity.checksum());
    CRC32 sum = new CRC32();
    sum.update(head.array(), 0, head.position());
    return head.putInt((int) sum.getValue()).flip();
  }
}
