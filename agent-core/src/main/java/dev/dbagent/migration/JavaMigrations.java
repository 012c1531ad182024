// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The Java migrations of a history. A class that is named like one and cannot run, for example
 * because it implements an interface of a Flyway of long ago, is a failure: Flyway itself would
 * skip it and say nothing. Of other classes that cannot be loaded nobody knows whether they are
 * migrations, so they are worth a warning.
 */
final class JavaMigrations implements ClassProvider<JavaMigration> {

  private final ClassLoader loader;
  private final List<String> names;
  private final List<Class<? extends JavaMigration>> classes = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();

  /**
   * Loads classes, without running any code of theirs.
   *
   * @param names of all classes in the locations
   * @param files of the history, classes that are named as migrations among them
   * @throws StageFailure with {@link FailureKind#JAVA_MIGRATION_UNUSABLE}
   */
  JavaMigrations(ClassLoader loader, List<String> names, List<MigrationFile> files) {
    this.loader = loader;
    this.names = List.copyOf(names);
    for (String name : names) {
      Optional<MigrationFile> file =
          files.stream().filter(candidate -> candidate.script().equals(name)).findFirst();
      take(name, file.orElse(null));
    }
  }

  @Override
  public Collection<Class<? extends JavaMigration>> getClasses() {
    return List.copyOf(classes);
  }

  /** The names of all classes in the locations. */
  List<String> names() {
    return names;
  }

  List<Finding> warnings() {
    return List.copyOf(warnings);
  }

  private void take(String name, @Nullable MigrationFile file) {
    UnusableClass unusable = new UnusableClass(name);
    try {
      Class<?> loaded = Class.forName(name, false, loader);
      boolean isMigration = JavaMigration.class.isAssignableFrom(loaded);
      if (isMigration && !Modifier.isAbstract(loaded.getModifiers())) {
        unusable.requireConstructor(loaded);
        classes.add(loaded.asSubclass(JavaMigration.class));
      } else if (file != null) {
        throw isMigration ? unusable.becauseAbstract() : unusable.becauseOfItsType(loaded);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      StageFailure failure = unusable.because(e, file == null ? null : file.content());
      if (file != null) {
        throw failure;
      }
      warnings.add(
          new Finding(
              FailureKind.JAVA_MIGRATION_UNUSABLE,
              Severity.WARNING,
              name,
              failure.getMessage() + "; if it is a migration, it is not run",
              Place.file(name)));
    }
  }
}
