// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.codegen.JooqReport.LoggedError;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.TableName;
import dev.dbagent.process.Desk;
import dev.dbagent.process.ThrownElsewhere;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** The main class of the JVM that a {@link JooqProcess} starts: answers orders with reports. */
final class JooqWorker {

  private static final String SLF4J = "org.slf4j.LoggerFactory";

  private final ClassLoader loader;

  private JooqWorker(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * For {@link JooqProcess}.
   *
   * @param arguments for {@link Desk#open}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Desk desk = Desk.open(arguments);
    JooqWorker worker = new JooqWorker(loader());
    worker.warmUp();
    for (Optional<Object> order = desk.take(); order.isPresent(); order = desk.take()) {
      desk.answer(worker.report((JooqOrder) order.get()));
    }
    desk.close();
  }

  /** Where jOOQ would find SLF4J it would log through it, and its errors would not be heard. */
  private static ClassLoader loader() {
    ClassLoader own = JooqWorker.class.getClassLoader();
    try {
      Class.forName(SLF4J, false, own);
      return new JooqLoader(own);
    } catch (ClassNotFoundException e) {
      return own;
    }
  }

  /** What fails here fails again, with an answer, when there is an order. */
  private void warmUp() {
    try {
      Runnable warmUp = (Runnable) made(WarmUp.class);
      asContext(
          () -> {
            warmUp.run();
            return warmUp;
          });
    } catch (RuntimeException | LinkageError e) {
      // Another version of jOOQ has other classes.
    }
  }

  private JooqReport report(JooqOrder order) {
    Desk.adopt(order.properties());
    TakenFiles taken = new TakenFiles(order.known());
    try (JooqLog log = JooqLog.open()) {
      Map<TableName, Optional<Set<String>>> held = null;
      ThrownElsewhere thrown = null;
      boolean full = false;
      try (ReadAhead ahead = new ReadAhead(() -> connect(order), () -> connect(order))) {
        ahead.expect(order.known().tables().size());
        held =
            asContext(
                () -> jooq(taken, ahead::expect).apply(order.configuration(), ahead.connection()));
      } catch (CompletionException | LinkageError e) {
        full = isFull(order, e);
        thrown = ThrownElsewhere.of(e);
      }
      LogRecord error = log.tellingError();
      Throwable logged = error == null ? null : error.getThrown();
      return new JooqReport(
          held,
          List.copyOf(log.warnings()),
          log.errors(),
          error == null ? null : logged(error, logged),
          thrown,
          full || (logged != null && isFull(order, logged)),
          taken.taken());
    }
  }

  private static LoggedError logged(LogRecord error, @Nullable Throwable thrown) {
    return new LoggedError(
        ThrownElsewhere.firstLine(error.getMessage()),
        thrown == null ? null : ThrownElsewhere.of(thrown));
  }

  private static boolean isFull(JooqOrder order, Throwable thrown) {
    return DiskFullException.failureBehind(thrown, Path.of(order.directory()), "").isPresent();
  }

  private static Connection connect(JooqOrder order) throws SQLException {
    Connection connection = DriverManager.getConnection(order.url(), order.account());
    try (Statement statement = connection.createStatement()) {
      // The driver asks for the JVM's zone when it connects, which beats every other setting.
      statement.execute("SET TIME ZONE 'UTC'");
    }
    return connection;
  }

  private <T> T asContext(Supplier<T> work) {
    return loader instanceof JooqLoader own ? own.asContext(work) : work.get();
  }

  @SuppressWarnings("unchecked") // The class is ours, only its loader may not be: its types are.
  private BiFunction<String, Connection, @Nullable Map<TableName, Optional<Set<String>>>> jooq(
      TakenFiles taken, Consumer<List<TableName>> tables) {
    return (BiFunction<String, Connection, @Nullable Map<TableName, Optional<Set<String>>>>)
        made(JooqRun.class, taken, tables);
  }

  private Object made(Class<?> type, Object... arguments) {
    try {
      Constructor<?> constructor = loader.loadClass(type.getName()).getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("jOOQ cannot be loaded", e);
    }
  }
}
