// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The Java migrations of a history. A class that is named like one and is none, for example because
 * it implements an interface of a Flyway of long ago, is a failure: Flyway itself would skip it and
 * say nothing.
 */
final class JavaMigrations implements ClassProvider<JavaMigration> {

  private final List<Class<? extends JavaMigration>> classes = new ArrayList<>();

  JavaMigrations(MigrationHistory history) {
    for (String name : history.classes()) {
      Class<?> loaded = load(name, history.settings().classLoader());
      if (JavaMigration.class.isAssignableFrom(loaded)) {
        if (!Modifier.isAbstract(loaded.getModifiers())) {
          classes.add(loaded.asSubclass(JavaMigration.class));
        }
      } else if (history.migrations().stream().anyMatch(file -> file.script().equals(name))) {
        throw new StageFailure(
            FailureKind.HISTORY_REJECTED,
            "the class " + name + " is named as a migration but does not implement JavaMigration",
            Place.file(name));
      }
    }
  }

  @Override
  public Collection<Class<? extends JavaMigration>> getClasses() {
    return List.copyOf(classes);
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new StageFailure(
          FailureKind.HISTORY_REJECTED,
          "the class " + name + " cannot be loaded: " + e,
          Place.file(name),
          null,
          e);
    }
  }
}
