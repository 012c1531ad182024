// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ValueWriter} wrote. What comes out is equal to it; collections cannot be
 * changed, a path is of the default file system, and a class loader is the one of these classes,
 * whichever it was.
 */
final class ValueReader {

  private final DataInputStream in;
  private final List<Class<?>> types = new ArrayList<>();

  ValueReader(DataInputStream in) {
    this.in = in;
  }

  /**
   * Reads it.
   *
   * @throws InvalidObjectException when it is nothing that could have been written here
   */
  @Nullable Object read() throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case ValueKind.ABSENT -> null;
      case ValueKind.TEXT -> readText();
      case ValueKind.RECORD -> readRecord();
      case ValueKind.MAP -> readMap();
      case ValueKind.LIST -> Collections.unmodifiableList(readAll(new ArrayList<>()));
      case ValueKind.SET -> Collections.unmodifiableSet(readAll(new LinkedHashSet<>()));
      case ValueKind.PATH -> Path.of(readText());
      case ValueKind.TRUE -> true;
      case ValueKind.FALSE -> false;
      case ValueKind.INT -> in.readInt();
      case ValueKind.LONG -> in.readLong();
      case ValueKind.CONSTANT -> readConstant();
      case ValueKind.OPTIONAL -> Optional.ofNullable(read());
      case ValueKind.DURATION -> Duration.ofSeconds(in.readLong(), in.readInt());
      case ValueKind.INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case ValueKind.CLASS_LOADER -> ValueReader.class.getClassLoader();
      case ValueKind.THROWN -> readThrown();
      default -> throw new InvalidObjectException("no value is of kind " + kind);
    };
  }

  private Object readRecord() throws IOException {
    Class<?> type = readType();
    try {
      RecordShape shape = RecordShape.of(type);
      @Nullable Object[] parts = new @Nullable Object[shape.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = read();
      }
      return shape.whole(parts);
    } catch (ReflectiveOperationException e) {
      throw invalid(e);
    }
  }

  private <C extends Collection<@Nullable Object>> C readAll(C values) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      values.add(read());
    }
    return values;
  }

  private Map<@Nullable Object, @Nullable Object> readMap() throws IOException {
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      map.put(read(), read());
    }
    return Collections.unmodifiableMap(map);
  }

  private Object readConstant() throws IOException {
    Class<?> type = readType();
    String name = readText();
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new InvalidObjectException(type.getName() + " has no " + name);
  }

  private Object readThrown() throws IOException {
    byte[] bytes = in.readNBytes(in.readInt());
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return objects.readObject();
    } catch (ClassNotFoundException e) {
      throw invalid(e);
    }
  }

  private Class<?> readType() throws IOException {
    int number = in.readInt();
    if (number == types.size()) {
      try {
        types.add(Class.forName(readText(), true, ValueReader.class.getClassLoader()));
      } catch (ClassNotFoundException e) {
        throw invalid(e);
      }
    }
    return types.get(number);
  }

  private String readText() throws IOException {
    int length = in.readInt();
    if (length == 0) {
      return "";
    }
    String piece = in.readUTF();
    if (piece.length() == length) {
      return piece;
    }
    StringBuilder text = new StringBuilder(piece);
    while (text.length() < length) {
      text.append(in.readUTF());
    }
    return text.toString();
  }

  private static IOException invalid(Exception cause) {
    IOException failure = new InvalidObjectException(cause.toString());
    failure.initCause(cause);
    return failure;
  }
}
