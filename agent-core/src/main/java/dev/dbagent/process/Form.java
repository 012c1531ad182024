// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Optional;
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
      RecordComponent[] shape = values.getClass().getRecordComponents();
      Object[] components = new Object[shape.length];
      for (int i = 0; i < shape.length; i++) {
        shape[i].getAccessor().setAccessible(true);
        components[i] = shape[i].getAccessor().invoke(values);
      }
      return new OfRecord(values.getClass().getName(), components);
    }

    @Override
    public Object value() throws ReflectiveOperationException {
      Class<?> found = Class.forName(type, true, Form.class.getClassLoader());
      RecordComponent[] shape = found.getRecordComponents();
      Class<?>[] types = new Class<?>[shape.length];
      for (int i = 0; i < shape.length; i++) {
        types[i] = shape[i].getType();
      }
      Constructor<?> canonical = found.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(components);
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
