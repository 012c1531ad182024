// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
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

  /** What a parameter asks for. */
  static Optional<Resource> wantedBy(Class<?> type, AnnotatedElement parameter) {
    return Stream.of(values())
        .filter(resource -> resource.type.equals(type.getName()))
        .filter(resource -> resource != JDBC_URL || parameter.isAnnotationPresent(JdbcUrl.class))
        .findFirst();
  }

  /** What a field asks for; one that carries another's annotation is another's. */
  static Optional<Resource> wantedBy(Field field) {
    boolean ours =
        Arrays.stream(field.getAnnotations())
            .allMatch(
                annotation ->
                    annotation.annotationType() == JdbcUrl.class
                        || annotation.annotationType().getPackageName().startsWith("org.jspecify"));
    return ours && !Modifier.isFinal(field.getModifiers()) && !field.isSynthetic()
        ? wantedBy(field.getType(), field)
        : Optional.empty();
  }
}
