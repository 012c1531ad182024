// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a database can be given to a test, known by the type of a field or parameter. */
enum Resource {
  DATA_SOURCE("javax.sql.DataSource"),
  CONNECTION("java.sql.Connection"),
  /** By its name: it need not be on the class path. */
  DSL_CONTEXT("org.jooq.DSLContext"),
  JDBC_URL("java.lang.String");

  private final String type;

  Resource(String type) {
    this.type = type;
  }

  /** What a parameter asks for; one that carries another's annotation is another's. */
  static Optional<Resource> wantedBy(Parameter parameter) {
    // What a method is annotated with says when it is called; on a constructor, who calls it.
    Executable executable = parameter.getDeclaringExecutable();
    boolean ours =
        isOurs(parameter) && (!(executable instanceof Constructor) || isOurs(executable));
    return ours ? wantedBy(parameter.getType(), parameter) : Optional.empty();
  }

  /** What a field asks for; one that carries another's annotation is another's. */
  static Optional<Resource> wantedBy(Field field) {
    return isOurs(field) && !Modifier.isFinal(field.getModifiers()) && !field.isSynthetic()
        ? wantedBy(field.getType(), field)
        : Optional.empty();
  }

  private static boolean isOurs(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .map(Annotation::annotationType)
        .allMatch(type -> type == JdbcUrl.class || type.getName().startsWith("org.jspecify."));
  }

  private static Optional<Resource> wantedBy(Class<?> type, AnnotatedElement element) {
    return Stream.of(values())
        .filter(resource -> resource.type.equals(type.getName()))
        .filter(resource -> resource != JDBC_URL || element.isAnnotationPresent(JdbcUrl.class))
        .findFirst();
  }
}
