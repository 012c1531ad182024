// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection that knows what it will be asked. jOOQ reads the columns of tables by a query for
 * each table, and waits for the server each time: when the same query has come for two tables,
 * another session puts it for the others, many at a time, while jOOQ works on the answers. So it
 * does with the question after all foreign keys, which of many tables takes the server long. What
 * jOOQ gets are the rows that its own query would have got; when they cannot be had this way, it
 * puts its own query. It connects while jOOQ reads its settings.
 *
 * <p>Of nobody else's database: between the two reads nothing may change. To be used by one thread.
 */
final class ReadAhead implements AutoCloseable {

  /** For fewer another session is not worth it. */
  private static final int FEWEST = 20;

  /** So many tables' rows are held at once at most. */
  private static final int MOST = 1_000;

  private static final int PORTION = 32;

  private static final Object[] NOTHING = {};

  /** Opens sessions. */
  interface Sessions {
    Connection open() throws SQLException;
  }

  private final Sessions sessions;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(ReadAhead::thread);
  private final Future<Connection> connecting;
  private final Map<String, TableName> asked = new HashMap<>();
  private final Map<TableName, Future<TableRows>> answers = new HashMap<>();
  private Set<TableName> tables = Set.of();
  private @Nullable String known;
  private @Nullable Future<ResultSet> keys;
  private @Nullable Connection session;

  /**
   * @param first opens the session that is asked where nothing is known
   * @param sessions opens more of the same
   */
  ReadAhead(Sessions first, Sessions sessions) {
    this.sessions = sessions;
    this.connecting = reader.submit(first::open);
  }

  /** Tells how many tables the database is known to have. */
  void expect(int known) {
    if (known >= FEWEST && keys == null) {
      keys = reader.submit(() -> session().getMetaData().getExportedKeys(null, null, null));
    }
  }

  /** Tells which tables it may be asked of, and in which order. */
  void expect(List<TableName> expected) {
    if (expected.size() >= FEWEST) {
      tables = new LinkedHashSet<>(expected);
      expect(expected.size());
    }
  }

  /** The one to ask. */
  Connection connection() {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Connection connection = connected();
          if (method.getName().equals("getMetaData")) {
            return ofKeys(connection.getMetaData());
          }
          return method.getName().equals("prepareStatement")
                  && arguments.length == 1
                  && arguments[0] instanceof String sql
                  && isOfTable(sql)
              ? new Question(sql).statement(connection.prepareStatement(sql))
              : method.invoke(connection, arguments);
        });
  }

  private Connection connected() throws SQLException {
    try {
      return connecting.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException refused ? refused : new SQLException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while connecting", e);
    }
  }

  private DatabaseMetaData ofKeys(DatabaseMetaData database) {
    return proxy(
        DatabaseMetaData.class,
        (method, arguments) -> {
          ResultSet answer =
              method.getName().equals("getExportedKeys")
                      && Stream.of(arguments).allMatch(Objects::isNull)
                  ? keys()
                  : null;
          return answer == null ? method.invoke(database, arguments) : answer;
        });
  }

  /** Once: somebody else gets his own. */
  private @Nullable ResultSet keys() {
    Future<ResultSet> asked = keys;
    keys = null;
    try {
      return asked == null ? null : asked.get();
    } catch (ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private boolean isOfTable(String sql) {
    return !tables.isEmpty() && sql.chars().filter(c -> c == '?').count() == 2;
  }

  /** A query with two parameters, which may be a table's schema and name. */
  private final class Question {

    private final String sql;
    private final String[] parameters = {"", ""};
    private @Nullable ResultSet answer;

    Question(String sql) {
      this.sql = sql;
    }

    PreparedStatement statement(PreparedStatement statement) {
      return proxy(
          PreparedStatement.class,
          (method, arguments) -> {
            switch (method.getName()) {
              case "setString" -> parameters[(int) arguments[0] - 1] = (String) arguments[1];
              case "execute" -> {
                answer = arguments.length == 0 ? answer() : null;
                if (answer != null) {
                  return true;
                }
              }
              case "getResultSet" -> {
                if (answer != null) {
                  return answer;
                }
              }
              default -> {
                // Its own business.
              }
            }
            return method.invoke(statement, arguments);
          });
    }

    private @Nullable ResultSet answer() {
      TableName table = new TableName(parameters[0], parameters[1]);
      if (!tables.contains(table)) {
        return null;
      }
      TableName before = asked.putIfAbsent(sql, table);
      if (known == null && before != null && !before.equals(table)) {
        known = sql;
        askOfAll(sql);
      }
      Future<TableRows> rows = sql.equals(known) ? answers.remove(table) : null;
      return rows == null ? null : rowsOf(table, rows);
    }

    private @Nullable ResultSet rowsOf(TableName table, Future<TableRows> rows) {
      try {
        return rows.get().of(table);
      } catch (ExecutionException | SQLException e) {
        return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  private void askOfAll(String sql) {
    List<TableName> open =
        tables.stream().filter(table -> !asked.containsValue(table)).limit(MOST).toList();
    for (int from = 0; from < open.size(); from += PORTION) {
      List<TableName> portion = open.subList(from, Math.min(from + PORTION, open.size()));
      Future<TableRows> rows = reader.submit(() -> TableRows.read(session(), sql, portion));
      portion.forEach(table -> answers.put(table, rows));
    }
  }

  /** Of the reading thread only. */
  private Connection session() throws SQLException {
    Connection open = session == null ? sessions.open() : session;
    session = open;
    return open;
  }

  private interface Call {
    @Nullable Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          try {
            return call.of(method, arguments == null ? NOTHING : arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(ReadAhead.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "db-agent reading ahead");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    reader.shutdownNow();
    try {
      if (reader.awaitTermination(1, TimeUnit.MINUTES)) {
        if (session != null) {
          session.close();
        }
        if (connecting.isDone() && !connecting.isCancelled()) {
          connected().close();
        }
      }
    } catch (SQLException e) {
      // It is gone, which is all that was wanted.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
