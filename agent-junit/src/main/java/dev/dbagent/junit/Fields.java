// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The fields of a test class that ask for something of a database. */
final class Fields {

  private Fields() {}

  /** Makes the value of a field. */
  interface Values {

    Object of(Resource resource);
  }

  static boolean areThere(Class<?> testClass) {
    return !of(testClass, false).isEmpty();
  }

  /** Fills the static fields that have no value; they are emptied by what is returned. */
  static Runnable fillStatic(Class<?> testClass, Values values) {
    return fill(of(testClass, true), null, values);
  }

  /** Fills the fields of an instance that have no value; they are emptied by what is returned. */
  static Runnable fill(Object instance, Values values) {
    return fill(of(instance.getClass(), false), instance, values);
  }

  private static Runnable fill(List<Field> fields, @Nullable Object instance, Values values) {
    List<Field> empty = fields.stream().filter(field -> get(field, instance) == null).toList();
    empty.forEach(field -> set(field, instance, values.of(Resource.wantedBy(field).orElseThrow())));
    return () -> empty.forEach(field -> set(field, instance, null));
  }

  private static List<Field> of(Class<?> testClass, boolean isStatic) {
    return ReflectionSupport.findFields(
        testClass,
        field ->
            Modifier.isStatic(field.getModifiers()) == isStatic
                && Resource.wantedBy(field).isPresent(),
        HierarchyTraversalMode.TOP_DOWN);
  }

  private static @Nullable Object get(Field field, @Nullable Object instance) {
    try {
      field.setAccessible(true);
      return field.get(instance);
    } catch (IllegalAccessException | RuntimeException e) {
      throw unreachable(field, e);
    }
  }

  private static void set(Field field, @Nullable Object instance, @Nullable Object value) {
    try {
      field.set(instance, value);
    } catch (IllegalAccessException e) {
      throw unreachable(field, e);
    }
  }

  private static ExtensionConfigurationException unreachable(Field field, Exception e) {
    return new ExtensionConfigurationException("the field " + field + " cannot be filled", e);
  }
}
