// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A record as bytes: its texts and the contents of its files, each behind its length, in one
 * deflated stream with a checksum. What cannot be understood, for whatever reason, is no record.
 */
final class RecordFile {

  private static final String FORMAT = "db-agent record 2";
  private static final int ABSENT = -1;
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final int MOST_ENTRIES = 100_000;

  private RecordFile() {}

  static void write(VerifiedRecord record, OutputStream target) throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      DeflaterOutputStream deflated = new DeflaterOutputStream(target, deflater, 1 << 13);
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(deflated));
      write(out, FORMAT);
      write(out, record.module());
      write(out, record.verified().toString());
      write(out, record.salt());
      write(out, record.versions());
      write(out, record.settings());
      write(out, record.secrets());
      write(out, record.environment());
      out.writeInt(record.files().size());
      for (Map.Entry<String, FileContent> file : record.files().entrySet()) {
        write(out, file.getKey());
        write(out, file.getValue().sha256());
        write(out, file.getValue().bytes());
      }
      out.flush();
      deflated.finish();
    } finally {
      deflater.end();
    }
  }

  private static void write(DataOutputStream out, Map<String, String> texts) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      write(out, text.getKey());
      write(out, text.getValue());
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(UTF_8));
  }

  private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  static Optional<VerifiedRecord> read(InputStream source) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new InflaterInputStream(source)))) {
      return FORMAT.equals(text(in)) ? Optional.of(record(in)) : Optional.empty();
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static VerifiedRecord record(DataInputStream in) throws IOException {
    VerifiedRecord record =
        new VerifiedRecord(
            text(in),
            Instant.parse(text(in)),
            text(in),
            texts(in),
            texts(in),
            texts(in),
            texts(in),
            files(in));
    // The checksum is compared where the stream ends.
    if (in.read() >= 0) {
      throw new IOException("a record of ours ends here");
    }
    return record;
  }

  private static SortedMap<String, FileContent> files(DataInputStream in) throws IOException {
    SortedMap<String, FileContent> files = new TreeMap<>();
    for (int left = length(in, MOST_ENTRIES); left > 0; left--) {
      files.put(text(in), new FileContent(text(in), bytes(in)));
    }
    return Collections.unmodifiableSortedMap(files);
  }

  private static SortedMap<String, String> texts(DataInputStream in) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (int left = length(in, MOST_ENTRIES); left > 0; left--) {
      texts.put(text(in), text(in));
    }
    return Collections.unmodifiableSortedMap(texts);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = bytes(in);
    if (bytes == null) {
      throw new IOException("a text of a record is missing");
    }
    return new String(bytes, UTF_8);
  }

  private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
    int length = length(in, MOST_BYTES);
    if (length == ABSENT) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("a record ends before its time");
    }
    return bytes;
  }

  private static int length(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < ABSENT || length > most) {
      throw new IOException("no record of ours holds so much");
    }
    return length;
  }
}
