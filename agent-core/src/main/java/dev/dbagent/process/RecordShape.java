// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How records of one type are taken apart and put together: looked up once, not each time. */
final class RecordShape {

  private static final Map<Class<?>, RecordShape> KNOWN = new ConcurrentHashMap<>();

  private final Method[] accessors;
  private final Constructor<?> canonical;

  private RecordShape(Class<?> type) throws ReflectiveOperationException {
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

  /** The shape of a class of records. */
  static RecordShape of(Class<?> type) throws ReflectiveOperationException {
    RecordShape known = KNOWN.get(type);
    if (known == null) {
      known = new RecordShape(type);
      KNOWN.put(type, known);
    }
    return known;
  }

  /** How many components there are. */
  int size() {
    return accessors.length;
  }

  @Nullable Object part(Record whole, int index) throws ReflectiveOperationException {
    return accessors[index].invoke(whole);
  }

  Object whole(@Nullable Object... parts) throws ReflectiveOperationException {
    return canonical.newInstance(parts);
  }
}
