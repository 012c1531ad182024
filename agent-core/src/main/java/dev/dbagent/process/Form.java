// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** In place of a value that Java does not serialize. */
interface Form extends Serializable {

  /** The form of a value that needs one; any other as it is. */
  static @Nullable Object of(@Nullable Object value) throws ReflectiveOperationException {
    if (value instanceof Record values) {
      return OfRecord.of(values);
    }
    if (value instanceof Path path) {
      return new OfPath(path.toString());
    }
    if (value instanceof Optional<?> optional) {
      return new OfOptional(optional.orElse(null));
    }
    return value instanceof ClassLoader ? new OfClassLoader() : value;
  }

  /** The value, or one that is equal to it. */
  Object value() throws ReflectiveOperationException;

  /** Any record, by the values of its components, which need not be serializable either. */
  final class OfRecord implements Form {

    private static final long serialVersionUID = 1L;

    private final String type;
    private final Object[] components;

    private OfRecord(String type, Object[] components) {
      this.type = type;
      this.components = components;
    }

    static OfRecord of(Record values) throws ReflectiveOperationException {
      return new OfRecord(values.getClass().getName(), Shape.of(values.getClass()).parts(values));
    }

    @Override
    public Object value() throws ReflectiveOperationException {
      return Shape.of(Class.forName(type, true, Form.class.getClassLoader())).whole(components);
    }
  }

  /** How records of one type are taken apart and put together: looked up once, not each time. */
  final class Shape {

    private static final Map<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

    private final Method[] accessors;
    private final Constructor<?> canonical;

    private Shape(Class<?> type) throws ReflectiveOperationException {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      accessors = new Method[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        accessors[i] = components[i].getAccessor();
        accessors[i].setAccessible(true);
      }
      canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
    }

    private static Shape of(Class<?> type) throws ReflectiveOperationException {
      Shape known = KNOWN.get(type);
      if (known == null) {
        known = new Shape(type);
        KNOWN.put(type, known);
      }
      return known;
    }

    private Object[] parts(Record values) throws ReflectiveOperationException {
      Object[] parts = new Object[accessors.length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = accessors[i].invoke(values);
      }
      return parts;
    }

    private Object whole(Object[] parts) throws ReflectiveOperationException {
      return canonical.newInstance(parts);
    }
  }

  /** A path of the default file system. */
  final class OfPath implements Form {

    private static final long serialVersionUID = 1L;

    private final String text;

    private OfPath(String text) {
      this.text = text;
    }

    @Override
    public Object value() {
      return Path.of(text);
    }
  }

  /** What may be absent. */
  final class OfOptional implements Form {

    private static final long serialVersionUID = 1L;

    private final @Nullable Object content;

    private OfOptional(@Nullable Object content) {
      this.content = content;
    }

    @Override
    public Object value() {
      return Optional.ofNullable(content);
    }
  }

  /** Whichever loader it was, over there it is the one that has these classes. */
  final class OfClassLoader implements Form {

    private static final long serialVersionUID = 1L;

    @Override
    public Object value() {
      return Form.class.getClassLoader();
    }
  }
}
