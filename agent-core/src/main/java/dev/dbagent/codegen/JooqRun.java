// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jooq.Log;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.tools.JooqLogger;
import org.jspecify.annotations.Nullable;

/**
 * One run of jOOQ's generator. Lives inside a {@link JooqLoader} and is spoken to through types of
 * the JDK and of the model: a configuration (ASCII only, because jOOQ reads it in the platform's
 * charset) and a connection go in; out comes what {@link RecordingDatabase#held} tells, or null if
 * the user's own database class was at work. Whatever jOOQ throws comes as the cause of a {@link
 * CompletionException}.
 */
final class JooqRun
    implements BiFunction<String, Connection, @Nullable Map<TableName, Optional<Set<String>>>> {

  private final KnownCode known;
  private final Consumer<List<TableName>> tables;

  /**
   * A run to come, which does without what is known.
   *
   * @param tables is told which ones it will read the columns of
   */
  JooqRun(KnownCode known, Consumer<List<TableName>> tables) {
    this.known = known;
    this.tables = tables;
  }

  @Override
  public @Nullable Map<TableName, Optional<Set<String>>> apply(
      String configuration, Connection connection) {
    JooqLogger.globalThreshold(Log.Level.WARN);
    Recorder recorder = new Recorder(known, tables);
    try {
      GenerationTool tool = new GenerationTool();
      tool.setConnection(recorder.watched(connection));
      Configuration loaded =
          GenerationTool.load(
              new ByteArrayInputStream(configuration.getBytes(StandardCharsets.US_ASCII)));
      // It may still be on its way; if there is none, its own words are to be heard, not jOOQ's.
      boolean unused = connection.getAutoCommit();
      tool.run(loaded);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
    return recorder.database == null ? null : recorder.database.held();
  }

  /**
   * How the objects that jOOQ makes and forgets, the database and the generator, find their way
   * back to this run: through the connection that it was given.
   */
  static final class Recorder {

    private final KnownCode known;
    private final Consumer<List<TableName>> tables;
    private @Nullable RecordingDatabase database;

    private Recorder(KnownCode known, Consumer<List<TableName>> tables) {
      this.known = known;
      this.tables = tables;
    }

    /** Says which tables there are whose code is not known. */
    void expect(List<TableName> unknown) {
      tables.accept(unknown);
    }

    KnownCode known() {
      return known;
    }

    void record(RecordingDatabase used) {
      database = used;
    }

    Connection watched(Connection connection) {
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class, Recorded.class},
              (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Recorded.class) {
                  return this;
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  /** A connection that knows the run it belongs to. */
  interface Recorded {
    Recorder recorder();
  }
}
