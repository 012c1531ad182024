// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.engine.TestDatabase;
import dev.dbagent.junit.VerifiedDatabase.Scope;
import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/** Gives tests what they ask for, and keeps the database of one that failed. */
final class VerifiedDatabaseExtension
    implements BeforeAllCallback,
        TestInstancePostProcessor,
        BeforeEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  @Override
  public void beforeAll(ExtensionContext context) {
    Setting setting = setting(context);
    if (setting.hasDatabase()) {
      Runnable emptying =
          Fields.fillStatic(context.getRequiredTestClass(), resource -> of(setting, resource));
      setting.afterwards(emptying::run);
    }
  }

  /** Of an instance that serves all tests of a class: {@code @BeforeAll} may need it already. */
  @Override
  public void postProcessTestInstance(Object instance, ExtensionContext context) {
    Setting setting = setting(context);
    if (isOfClass(context) && setting.hasDatabase()) {
      setting.afterwards(Fields.fill(instance, resource -> of(setting, resource))::run);
    }
  }

  /** What is filled has a value already, so this is for instances of one method, and for METHOD. */
  @Override
  public void beforeEach(ExtensionContext context) {
    Setting setting = setting(context);
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      requireOneAtATime(setting, instance.getClass());
      setting.afterwards(Fields.fill(instance, resource -> of(setting, resource))::run);
    }
  }

  private static void requireOneAtATime(Setting setting, Class<?> testClass) {
    if (setting.wanted().scope() == Scope.METHOD
        && isOfClass(setting.here())
        && setting.here().getExecutionMode() == ExecutionMode.CONCURRENT
        && Fields.areThere(testClass)) {
      throw new ExtensionConfigurationException(
          "the tests of "
              + testClass.getName()
              + " run at once on one instance, and each has a database of its own (scope METHOD):"
              + " a field cannot hold them all. Take the database as a parameter of each method.");
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Resource.wantedBy(parameter.getParameter()).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Setting setting = setting(context);
    if (!setting.hasDatabase()) {
      throw new ParameterResolutionException(
          "each test method has a database of its own (scope METHOD), and there is no method yet:"
              + " take it as a field, or as a parameter of the test or of @BeforeEach");
    }
    Resource wanted = Resource.wantedBy(parameter.getParameter()).orElseThrow();
    if (wanted == Resource.CONNECTION
        && parameter.getDeclaringExecutable() instanceof Constructor
        && context.getTestMethod().isEmpty()
        && !isOfClass(context)) {
      throw new ParameterResolutionException(
          "nobody would close the connection of a constructor that is called for each test:"
              + " take it as a field, as a parameter of the test, or take a DataSource");
    }
    return of(setting, wanted);
  }

  private static boolean isOfClass(ExtensionContext context) {
    return context.getTestInstanceLifecycle().filter(Lifecycle.PER_CLASS::equals).isPresent();
  }

  private static Object of(Setting setting, Resource wanted) {
    TestDatabase database = setting.database();
    return switch (wanted) {
      case DATA_SOURCE -> database.dataSource();
      case CONNECTION -> connection(setting, database);
      case DSL_CONTEXT -> JooqContexts.on(database.dataSource());
      case JDBC_URL -> database.url();
    };
  }

  private static Connection connection(Setting setting, TestDatabase database) {
    try {
      Connection connection = database.dataSource().getConnection();
      setting.afterwards(connection::close);
      return connection;
    } catch (SQLException e) {
      throw new ExtensionConfigurationException(
          "no connection can be had to " + database + ": " + e.getMessage(), e);
    }
  }

  private static Setting setting(ExtensionContext context) {
    return Setting.of(context)
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    "the extension works for classes with @VerifiedDatabase only"));
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw told(context, failure);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw told(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw told(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw told(context, failure);
  }

  @Override
  public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw told(context, failure);
  }

  /** The failure, with a line about the database, which is kept from now on. */
  private static Throwable told(ExtensionContext context, Throwable failure) {
    Setting setting = setting(context);
    boolean changeable = setting.wanted().scope() != Scope.READ_ONLY;
    if (changeable && setting.hasDatabase() && !(failure instanceof TestAbortedException)) {
      setting
          .databaseInUse()
          .ifPresent(
              used ->
                  failure.addSuppressed(new KeptDatabase(used.database().keep(), used.cache())));
    }
    return failure;
  }
}
