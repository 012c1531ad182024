// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value, with all that it holds: records and enum constants of any kind, texts, numbers,
 * collections in their order. Java's own serialization takes a new JVM 30 ms to begin.
 */
final class ValueWriter {

  /** A text of more characters goes in pieces: each may need three bytes, of 65,535 at most. */
  private static final int LONGEST_PIECE = 21_000;

  private final DataOutputStream out;
  private final Map<String, Integer> names = new HashMap<>();

  ValueWriter(DataOutputStream out) {
    this.out = out;
  }

  /**
   * Writes it.
   *
   * @throws NotSerializableException for a value of another kind, which it names
   */
  void write(@Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte(ValueKind.ABSENT);
    } else if (value instanceof String text) {
      out.writeByte(ValueKind.TEXT);
      writeText(text);
    } else if (value instanceof Record whole) {
      writeRecord(whole);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map);
    } else if (value instanceof List<?> list) {
      writeAll(ValueKind.LIST, list);
    } else if (value instanceof Set<?> set) {
      writeAll(ValueKind.SET, set);
    } else {
      writeRare(value);
    }
  }

  private void writeRare(Object value) throws IOException {
    if (value instanceof Path path) {
      out.writeByte(ValueKind.PATH);
      writeText(path.toString());
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? ValueKind.TRUE : ValueKind.FALSE);
    } else if (value instanceof Integer number) {
      out.writeByte(ValueKind.INT);
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte(ValueKind.LONG);
      out.writeLong(number);
    } else if (value instanceof Enum<?> constant) {
      out.writeByte(ValueKind.CONSTANT);
      writeName(constant.getDeclaringClass());
      writeText(constant.name());
    } else if (value instanceof Optional<?> optional) {
      out.writeByte(ValueKind.OPTIONAL);
      write(optional.orElse(null));
    } else if (value instanceof Duration duration) {
      out.writeByte(ValueKind.DURATION);
      out.writeLong(duration.getSeconds());
      out.writeInt(duration.getNano());
    } else if (value instanceof Instant instant) {
      out.writeByte(ValueKind.INSTANT);
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    } else if (value instanceof ClassLoader) {
      out.writeByte(ValueKind.CLASS_LOADER);
    } else if (value instanceof ThrownElsewhere thrown) {
      out.writeByte(ValueKind.THROWN);
      writeThrown(thrown);
    } else {
      throw new NotSerializableException(value.getClass().getName());
    }
  }

  /** Rare enough for what Java can do itself. */
  private void writeThrown(ThrownElsewhere thrown) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(thrown);
    }
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  private void writeRecord(Record whole) throws IOException {
    out.writeByte(ValueKind.RECORD);
    writeName(whole.getClass());
    try {
      RecordShape shape = RecordShape.of(whole.getClass());
      for (int i = 0; i < shape.size(); i++) {
        write(shape.part(whole, i));
      }
    } catch (ReflectiveOperationException e) {
      IOException failure = new NotSerializableException(whole.getClass().getName());
      failure.initCause(e);
      throw failure;
    }
  }

  private void writeAll(int kind, Collection<?> values) throws IOException {
    out.writeByte(kind);
    out.writeInt(values.size());
    for (Object value : values) {
      write(value);
    }
  }

  private void writeMap(Map<?, ?> map) throws IOException {
    out.writeByte(ValueKind.MAP);
    out.writeInt(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      write(entry.getKey());
      write(entry.getValue());
    }
  }

  /** Each name once; then its number says it. */
  private void writeName(Class<?> type) throws IOException {
    String name = type.getName();
    Integer known = names.get(name);
    if (known == null) {
      out.writeInt(names.size());
      writeText(name);
      names.put(name, names.size());
    } else {
      out.writeInt(known);
    }
  }

  /** Every character, half a surrogate pair, too: a file's name may have one. */
  private void writeText(String text) throws IOException {
    out.writeInt(text.length());
    for (int i = 0; i < text.length(); i += LONGEST_PIECE) {
      out.writeUTF(text.substring(i, Math.min(text.length(), i + LONGEST_PIECE)));
    }
  }
}
