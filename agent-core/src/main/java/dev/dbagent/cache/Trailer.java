// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import dev.dbagent.model.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * The end of every file of the store: which name it was kept under, what it is, how long it must
 * be, and a checksum of its begin. Because it is written last, at the end, a file without a sound
 * one was cut or never finished.
 *
 * @param name the state that the file is of
 * @param kind what of the state it is
 * @param label for people
 * @param content how many bytes are before the trailer
 * @param checked how many of those, from the first, the checksum is over
 * @param checksum CRC-32: against accidents, not against enemies, whom the folder keeps out
 */
record Trailer(
    Fingerprint name, String kind, StateLabel label, long content, long checked, int checksum) {

  private static final long MARK = 0x6462_6167_656e_7431L;

  /** Length and checksum of what is before them, and the mark. */
  private static final int END = Integer.BYTES + Integer.BYTES + Long.BYTES;

  /** Every label fits. */
  private static final int LONGEST = 400_000;

  private static final int CHUNK = 1 << 16;

  /** Adds a trailer to a finished file. */
  static void append(Path file, Fingerprint name, String kind, StateLabel label, long checked)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      long covered = Math.min(checked, size);
      Trailer trailer = new Trailer(name, kind, label, size, covered, checksumOf(channel, covered));
      ByteBuffer bytes = trailer.bytes();
      channel.position(size);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * Reads a file's trailer and checks it, and what it covers.
   *
   * @throws DamagedFileException when it does not belong to a whole file of that name and kind
   */
  static Trailer checked(FileChannel channel, Fingerprint name, String kind) throws IOException {
    Trailer trailer = read(channel);
    if (!trailer.kind.equals(kind) || !trailer.name.equals(name)) {
      throw new DamagedFileException(
          "it holds the " + trailer.kind + " of " + trailer.name.abbreviated());
    }
    if (checksumOf(channel, trailer.checked) != trailer.checksum) {
      throw new DamagedFileException("its begin was altered");
    }
    return trailer;
  }

  /**
   * Reads a file's trailer.
   *
   * @throws DamagedFileException when it has no sound one
   */
  static Trailer read(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < END) {
      throw new DamagedFileException("it has " + size + " bytes only");
    }
    ByteBuffer end = read(channel, size - END, END);
    int length = end.getInt();
    int sum = end.getInt();
    if (end.getLong() != MARK || length < 0 || length > Math.min(LONGEST, size - END)) {
      throw new DamagedFileException("its end is missing or altered");
    }
    long begin = size - END - length;
    byte[] body = read(channel, begin, length).array();
    Trailer trailer = sum == checksum(body) ? parse(body) : null;
    if (trailer == null || trailer.content != begin || trailer.checked > begin) {
      throw new DamagedFileException("its end was altered");
    }
    return trailer;
  }

  private ByteBuffer bytes() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.write(name.hex().getBytes(StandardCharsets.US_ASCII));
    out.writeUTF(kind);
    out.writeLong(content);
    out.writeLong(checked);
    out.writeInt(checksum);
    label.write(out);
    byte[] written = body.toByteArray();
    return ByteBuffer.allocate(written.length + END)
        .put(written)
        .putInt(written.length)
        .putInt(checksum(written))
        .putLong(MARK)
        .flip();
  }

  private static Trailer parse(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    String hex = new String(in.readNBytes(64), StandardCharsets.US_ASCII);
    String kind = in.readUTF();
    long content = in.readLong();
    long checked = in.readLong();
    int checksum = in.readInt();
    return new Trailer(new Fingerprint(hex), kind, StateLabel.read(in), content, checked, checksum);
  }

  private static int checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  private static int checksumOf(FileChannel channel, long length) throws IOException {
    CRC32 sum = new CRC32();
    for (long at = 0; at < length; at += CHUNK) {
      sum.update(read(channel, at, (int) Math.min(CHUNK, length - at)));
    }
    return (int) sum.getValue();
  }

  private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new DamagedFileException("it ends too early");
      }
    }
    return bytes.flip();
  }
}
