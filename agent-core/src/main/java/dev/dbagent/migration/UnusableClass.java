// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Says why a class cannot be a Java migration. */
final class UnusableClass {

  /** Where Flyway, under its two names, had the types that Java migrations were made of. */
  private static final List<String> REMOVED =
      List.of("org.flywaydb.core.api.migration.", "com.googlecode.flyway.core.");

  private static final String REMEDY =
      "A Java migration extends " + BaseJavaMigration.class.getName() + ".";

  /** A class file names its version in the seventh and eighth byte (JVM specification, 4.1). */
  private static final int VERSION_AT = 6;

  /** Class files of Java 8 have version 52, and each Java since has the next one. */
  private static final int BEFORE_JAVA_1 = 44;

  private final String name;

  UnusableClass(String name) {
    this.name = name;
  }

  /**
   * Because it cannot be loaded.
   *
   * @param content of the class file, if it is known
   */
  StageFailure because(Throwable thrown, byte @Nullable [] content) {
    String message = String.valueOf(thrown.getMessage());
    if (thrown instanceof UnsupportedClassVersionError) {
      return failure(compiledForAnother(message, content), "", thrown);
    }
    String missing = message.replace('/', '.');
    boolean named = missing.matches("[\\w.$]+") && !missing.equals(name);
    if (!(thrown instanceof NoClassDefFoundError || thrown instanceof ClassNotFoundException)
        || !named) {
      return failure("the class " + name + " cannot be loaded: " + thrown, "", thrown);
    }
    return isRemoved(missing)
        ? failure(removed(missing), REMEDY, thrown)
        : failure(
            "the class "
                + name
                + " needs the class "
                + missing
                + ", which is not on the class path",
            "",
            thrown);
  }

  /** Because it is no migration at all. */
  StageFailure becauseOfItsType(Class<?> loaded) {
    Set<String> types = supertypes(loaded);
    if (types.contains(JavaMigration.class.getName())) {
      String sentence = "the class " + name + " implements JavaMigration of another copy of Flyway";
      return failure(sentence, "Flyway itself must not come with the migrations.", null);
    }
    Optional<String> removed = types.stream().filter(UnusableClass::isRemoved).findFirst();
    if (removed.isPresent()) {
      return failure(removed(removed.get()), REMEDY, null);
    }
    return failure(
        "the class " + name + " is named as a migration but does not implement JavaMigration",
        REMEDY,
        null);
  }

  StageFailure becauseAbstract() {
    return failure("the class " + name + " is named as a migration but is abstract", "", null);
  }

  /**
   * Does nothing if Flyway can make an object of the class.
   *
   * @throws StageFailure with {@link FailureKind#JAVA_MIGRATION_UNUSABLE}
   */
  void requireConstructor(Class<?> loaded) {
    try {
      Constructor<?> constructor = loaded.getDeclaredConstructor();
      if (!Modifier.isPublic(constructor.getModifiers() & loaded.getModifiers())) {
        throw failure("the class " + name + " and its constructor must both be public", "", null);
      }
    } catch (NoSuchMethodException e) {
      throw failure(
          "the class " + name + " has no constructor without parameters",
          "A class that a framework makes, such as a Spring bean, cannot run in a build.",
          e);
    }
  }

  private String compiledForAnother(String message, byte @Nullable [] content) {
    if (content == null || content.length < VERSION_AT + Short.BYTES) {
      return "the class " + name + " was compiled for a newer Java: " + message;
    }
    int version =
        Byte.toUnsignedInt(content[VERSION_AT]) << Byte.SIZE
            | Byte.toUnsignedInt(content[VERSION_AT + 1]);
    return "the class %s was compiled for Java %d, and the build runs on Java %d"
        .formatted(name, version - BEFORE_JAVA_1, Runtime.version().feature());
  }

  private String removed(String type) {
    return "the class " + name + " is made for " + type + ", which Flyway has removed";
  }

  private static boolean isRemoved(String type) {
    return REMOVED.stream().anyMatch(type::startsWith);
  }

  private static Set<String> supertypes(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      names.add(above.getName());
      for (Class<?> implemented : above.getInterfaces()) {
        names.addAll(supertypes(implemented));
      }
    }
    return names;
  }

  private StageFailure failure(String sentence, String note, @Nullable Throwable cause) {
    FailureFacts facts =
        FailureFacts.of(FailureKind.JAVA_MIGRATION_UNUSABLE, sentence).at(Place.file(name));
    return new StageFailure(note.isEmpty() ? facts : facts.note(note), cause);
  }
}
