// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import dev.dbagent.AgentException;
import dev.dbagent.AgentSettings;
import dev.dbagent.DatabaseAgent;
import dev.dbagent.LibrarySource;
import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that builds one project after another, as a Maven daemon does, until it is killed or
 * its input ends. It reads a folder and a version, builds, starts from what the store holds then,
 * and answers with one line: {@code done}, the digest of the handoff and what the restored database
 * says; or {@code refused} and why.
 */
public final class BuildLoop {

  private BuildLoop() {}

  /** Takes the folder of the cache. */
  public static void main(String[] args) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", -1);
      // The answer goes to whoever started this program.
      System.out.println(
          answer(project(Path.of(words[0]), Integer.parseInt(words[1])), Path.of(args[0])));
    }
  }

  /**
   * A small history; versions differ in its length and in the content of its last rows.
   *
   * @param version from 0 on
   */
  public static SampleProject project(Path folder, int version) throws IOException {
    SampleProject project = new SampleProject(folder).module("dev.dbagent.test:torture:1");
    project.file(
        "migration/V1__shop.sql",
        """
        CREATE TABLE customer (id int PRIMARY KEY, name text);
        CREATE TABLE version (number int);
        """);
    for (int i = 0; i < 3; i++) {
      Path file = folder.resolve("migration/V" + (i + 2) + "__more.sql");
      Files.deleteIfExists(file);
      if (i <= version) {
        project.file(
            "migration/" + file.getFileName(),
            """
            CREATE TABLE t%d (id int);
            INSERT INTO customer SELECT i, md5(i::text) FROM generate_series(%d, %d) i;
            """
                .formatted(i, i * 1000, i * 1000 + 900));
      }
    }
    return project.file(
        "migration/V9__version.sql", "INSERT INTO version VALUES (" + version + ");\n");
  }

  /** What a sound build of a version says of its database. */
  public static String sound(int version) {
    return version + "/" + Math.min(version + 1, 3) * 901;
  }

  private static String answer(SampleProject project, Path cache) {
    AgentSettings settings = project.set("cacheDirectory", cache.toString()).settings();
    try {
      new DatabaseAgent(settings, RealEngine.artifacts(), LibrarySource.PRESENT, Progress.silent())
          .prepare();
      byte[] bytes = Files.readAllBytes(settings.outputDirectory().resolve("handoff.json"));
      String digest = Fingerprint.of("handoff").add("bytes", bytes).build().abbreviated();
      return "done " + digest + " " + restored(settings, state(bytes));
    } catch (AgentException e) {
      return "refused " + e.diagnosis().code() + " " + line(e.diagnosis().headline());
    } catch (StageFailure e) {
      return "refused " + e.kind().code() + " " + line(e.facts().message());
    } catch (IOException | SQLException | RuntimeException e) {
      return "broken " + line(e.toString());
    }
  }

  private static Fingerprint state(byte[] handoff) {
    Matcher state =
        Pattern.compile("\"state\": \"(\\w+)\"")
            .matcher(new String(handoff, StandardCharsets.UTF_8));
    if (!state.find()) {
      throw new IllegalStateException("the handoff names no state");
    }
    return new Fingerprint(state.group(1));
  }

  /** Not kept, or gone or damaged since: then a build would make it anew. */
  private static String restored(AgentSettings settings, Fingerprint state) throws SQLException {
    EmbeddedPostgres engine =
        EmbeddedPostgres.of(settings.engine(), RealEngine.artifacts(), Progress.silent());
    StateStore store = new StateStore(engine.cache().states());
    SealedState sealed = store.find(state).orElse(null);
    if (sealed == null) {
      return "absent";
    }
    try (DatabaseServer server = engine.start(sealed.file());
        Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (SELECT max(number) FROM version) || '/' || count(*) FROM customer")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      if (lost(e)) {
        return "killed";
      }
      throw e;
    } catch (StageFailure e) {
      if (DamagedStateException.isBehind(e)) {
        store.forget(state);
        return "damaged";
      }
      throw e;
    }
  }

  /** Whether the server ended meanwhile: what it held is not known then, which is not wrong. */
  private static boolean lost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  private static String line(String text) {
    return text.replace('\n', ' ');
  }
}
