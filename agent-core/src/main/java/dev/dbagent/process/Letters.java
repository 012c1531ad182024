// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * How two JVMs of the same class path write to each other: one value after the other, as {@link
 * ValueWriter} knows them, each behind a mark and its length.
 */
final class Letters {

  /** Whatever else gets into such a stream is not taken for a letter. */
  private static final int MARK = 0xDBA6E47;

  private Letters() {}

  /** Writes what {@link Reading} reads. Threads may take turns. */
  static final class Writing implements AutoCloseable {

    private final DataOutputStream out;

    Writing(OutputStream out) {
      this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /**
     * Writes one value. If it cannot be written, its reader gets an exception, too, instead of
     * waiting for it.
     *
     * @throws java.io.NotSerializableException for a value of a kind that is not sent
     */
    void send(Object letter) throws IOException {
      byte[] written;
      try {
        written = written(letter);
      } catch (IOException e) {
        send(new byte[0]);
        throw e;
      }
      send(written);
    }

    private static byte[] written(Object letter) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
      new ValueWriter(new DataOutputStream(bytes)).write(letter);
      return bytes.toByteArray();
    }

    private synchronized void send(byte[] written) throws IOException {
      out.writeInt(MARK);
      out.writeInt(written.length);
      out.write(written);
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads what {@link Writing} wrote. */
  static final class Reading implements AutoCloseable {

    private final DataInputStream in;

    Reading(InputStream in) {
      this.in = new DataInputStream(new BufferedInputStream(in));
    }

    /**
     * Waits for the next value.
     *
     * @throws EOFException when none comes any more
     */
    Object receive() throws IOException {
      if (in.readInt() != MARK) {
        throw new InvalidObjectException("what was sent is no letter");
      }
      int length = in.readInt();
      if (length < 1) {
        throw new InvalidObjectException("a letter could not be written");
      }
      byte[] written = in.readNBytes(length);
      if (written.length < length) {
        throw new EOFException("a letter ends before its time");
      }
      return Objects.requireNonNull(
          new ValueReader(new DataInputStream(new ByteArrayInputStream(written))).read());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
