// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.TestDatabases.Rights;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.junit.VerifiedDatabase.Scope;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Where a test stands: which annotation it is under, and whose the database is.
 *
 * @param wanted the annotation that is nearest
 * @param ofClass the context of the class that carries it
 * @param here where we are: of the same class, of one nested in it, or of a method
 */
record Setting(VerifiedDatabase wanted, ExtensionContext ofClass, ExtensionContext here) {

  private static final Namespace NAMESPACE = Namespace.create(VerifiedDatabase.class);

  /** Empty when neither the class nor one around it is annotated. */
  static Optional<Setting> of(ExtensionContext here) {
    for (ExtensionContext at = here; at != null; at = at.getParent().orElse(null)) {
      Optional<VerifiedDatabase> wanted =
          AnnotationSupport.findAnnotation(at.getTestClass(), VerifiedDatabase.class);
      if (wanted.isPresent()) {
        return Optional.of(new Setting(wanted.get(), highestOfSameClass(at), here));
      }
    }
    return Optional.empty();
  }

  /** Methods and their repetitions lie below the class, and so do runs of a parameterized class. */
  private static ExtensionContext highestOfSameClass(ExtensionContext context) {
    ExtensionContext highest = context;
    ExtensionContext parent = context.getParent().orElse(null);
    while (parent != null && parent.getTestClass().equals(context.getTestClass())) {
      highest = parent;
      parent = parent.getParent().orElse(null);
    }
    return highest;
  }

  /** Whether there is a database here, or whose it would be does not exist yet. */
  boolean hasDatabase() {
    return wanted.scope() != Scope.METHOD || here.getTestMethod().isPresent();
  }

  /** The database of the class or method; taken when it is asked for first. */
  TestDatabase database() {
    return store().getOrComputeIfAbsent(key(), key -> taken(), DatabaseInUse.class).database();
  }

  /** The database if it was asked for. */
  Optional<DatabaseInUse> databaseInUse() {
    return Optional.ofNullable(store().get(key(), DatabaseInUse.class));
  }

  /** Done when the class or method that we are in is over, the last first. */
  void afterwards(Ending work) {
    here.getStore(NAMESPACE).put(new Object(), work);
  }

  /** What a store does in the end: Jupiter 5 knows the one type, Jupiter 6 wants the other. */
  interface Ending extends Store.CloseableResource, AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  private Store store() {
    return (wanted.scope() == Scope.METHOD ? here : ofClass).getStore(NAMESPACE);
  }

  /** A store sees what those above it have, so the name tells whose a database is. */
  private Object key() {
    return wanted.scope() == Scope.METHOD ? here.getUniqueId() : ofClass.getRequiredTestClass();
  }

  private DatabaseInUse taken() {
    Class<?> testClass = ofClass.getRequiredTestClass();
    if (wanted.owner() && wanted.scope() == Scope.READ_ONLY) {
      throw new ExtensionConfigurationException(
          testClass.getName()
              + " wants to read only, and the rights of the owner; it has to choose");
    }
    HandedOn handedOn = HandoffOfTests.of(classPath(testClass), wanted.module());
    Path cache =
        handedOn.cache(
            here.getConfigurationParameter(LeasesOfThisJvm.CACHE_DIRECTORY).orElse(null),
            Path.of(""));
    TestDatabases databases = LeasesOfThisJvm.of(handedOn, cache);
    return new DatabaseInUse(
        wanted.scope() == Scope.READ_ONLY
            ? databases.readOnly()
            : databases.fresh(wanted.owner() ? Rights.OWNER : Rights.DATA),
        cache);
  }

  private static ClassLoader classPath(Class<?> testClass) {
    @Nullable ClassLoader loader = testClass.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  /**
   * Given back when the store that holds it is closed.
   *
   * @param cache the folder that its state is from, null for the current user's own
   */
  record DatabaseInUse(TestDatabase database, @Nullable Path cache) implements Ending {

    @Override
    public void close() {
      database.close();
    }
  }
}
