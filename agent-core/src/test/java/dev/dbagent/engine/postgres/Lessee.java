// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.TestDatabases.Rights;
import dev.dbagent.engine.postgres.clones.ClosedSchema;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Another JVM that shares a server, until it hears something or is killed.
 *
 * @param jvm the process
 * @param server the server's process
 * @param folder the server's folder
 */
record Lessee(Process jvm, ProcessHandle server, Path folder) implements AutoCloseable {

  private static final char KEEP = 'k';

  /** Lets the JVM write a row and keep its database; gives the name by which that is found. */
  String keep() throws IOException {
    jvm.getOutputStream().write(KEEP);
    jvm.getOutputStream().flush();
    return jvm.inputReader().readLine();
  }

  /** Begins to share; several may begin at once, so the answer is awaited by {@link #of}. */
  static Process begin(Path cache, Path state) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Lessee.class.getName(),
                cache.toString(),
                state.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static Lessee of(Process jvm) throws IOException {
    BufferedReader answers = jvm.inputReader();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("no database: see the error output above");
    }
    String[] words = line.split(" ", 2);
    return new Lessee(
        jvm, ProcessHandle.of(Long.parseLong(words[0])).orElseThrow(), Path.of(words[1]));
  }

  /** The parent of the server, in a session of its own. */
  ProcessHandle watchdog() throws IOException {
    return new WorkFolder(folder).recordedKeeper().orElseThrow();
  }

  @Override
  public void close() {
    jvm.destroyForcibly();
  }

  /** Takes the folder of the cache and the file of the state. */
  public static void main(String[] args) throws Exception {
    EmbeddedPostgres engine =
        EmbeddedPostgres.installed(
            new PostgresSettings(RealEngine.NEWEST, Path.of(args[0]), "app"), Progress.silent());
    TestDatabases databases =
        engine.share(
            Fingerprint.of("lessee").build(), Path.of(args[1]), new ClosedSchema("g:a", "history"));
    TestDatabase database = databases.fresh(Rights.OWNER);
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      Path folder = Path.of(text(statement, "SHOW data_directory")).resolveSibling("");
      Optional<ProcessHandle> server = new WorkFolder(folder).recordedServer();
      // The answer goes to whoever started this program.
      System.out.println(server.orElseThrow().pid() + " " + folder);
      for (int heard = System.in.read(); heard >= 0; heard = System.in.read()) {
        if (heard == KEEP) {
          statement.execute("CREATE TABLE note AS SELECT 'written' AS said");
          System.out.println(database.keep().name());
        } else {
          text(statement, "SELECT 1");
        }
      }
    }
    databases.close();
  }

  private static String text(Statement statement, String query) throws Exception {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
