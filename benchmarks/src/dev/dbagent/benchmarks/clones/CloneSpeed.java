// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks.clones;

import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import io.zonky.test.db.postgres.embedded.PreparedDbProvider;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Times how long a test waits for a database as the migrations make it: from asking to the answer of
 * a first query. Contestants take turns in each round, and each has its own server from the same
 * binaries.
 */
public final class CloneSpeed {

  private static final int[] TABLES = {1, 20, 200};
  private static final int[] MEGABYTES = {0, 20};

  /** Long enough for whoever makes databases ahead. */
  private static final long REST_MILLIS = 1_500;

  private final int rounds;
  private final Map<String, List<Double>> times = new LinkedHashMap<>();

  private CloneSpeed(int rounds) {
    this.rounds = rounds;
  }

  /**
   * Measures and prints a table of medians in milliseconds, as Markdown.
   *
   * @param words the folder of the binaries, a folder to work in, then rounds
   */
  public static void main(String... words) throws Exception {
    int rounds = words.length > 2 ? Integer.parseInt(words[2]) : 15;
    boolean isFirst = true;
    for (int megabytes : MEGABYTES) {
      for (int tables : TABLES) {
        CloneProject project =
            new CloneProject(
                Path.of(words[0]), Path.of(words[1]).resolve(tables + "-" + megabytes), tables);
        project.write(megabytes);
        CloneSpeed speed = new CloneSpeed(rounds);
        speed.measure(project);
        isFirst = speed.print(tables, megabytes, isFirst);
      }
    }
    System.exit(0);
  }

  private boolean print(int tables, int megabytes, boolean withHeader) {
    if (withHeader) {
      System.out.println("| tables, MB | " + String.join(" | ", times.keySet()) + " |");
      System.out.println("| --- |" + " --- |".repeat(times.size()));
    }
    StringBuilder line = new StringBuilder("| " + tables + ", " + megabytes + " |");
    times.forEach(
        (name, all) -> line.append(String.format(Locale.ROOT, " %.1f |", median(all))));
    System.out.println(line);
    return false;
  }

  private void measure(CloneProject project) throws Exception {
    try (TestDatabases ours = project.databases()) {
      PreparedDbProvider zonky =
          PreparedDbProvider.forPreparer(project::migrate, List.of(CloneProject::likeOurs));
      DataSource own = zonky.createDataSource();
      Flyway flyway = project.flyway(own);
      for (int round = 0; round <= rounds; round++) {
        boolean counts = round > 0;
        Thread.sleep(REST_MILLIS);
        note(counts, "db-agent, from the pool", () -> fresh(ours));
        for (int i = 0; i < 3; i++) {
          fresh(ours);
        }
        note(counts, "db-agent, a copy", () -> fresh(ours));
        Thread.sleep(REST_MILLIS);
        note(counts, "zonky, made ahead", () -> ask(zonky.createDataSource()));
        for (int i = 0; i < 3; i++) {
          ask(zonky.createDataSource());
        }
        note(counts, "zonky, a copy", () -> ask(zonky.createDataSource()));
        note(
            counts,
            "flyway clean + migrate",
            () -> {
              flyway.clean();
              flyway.migrate();
              ask(own);
            });
        note(counts, "truncate all (no seeds back)", () -> truncate(own, project.tables()));
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private void note(boolean counts, String name, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    double millis = (System.nanoTime() - start) / 1e6;
    List<Double> all = times.computeIfAbsent(name, key -> new ArrayList<>());
    if (counts) {
      all.add(millis);
    }
  }

  /** Given back outside of the time that counts for the next one: that is what a test sees. */
  private static void fresh(TestDatabases databases) throws SQLException {
    try (TestDatabase database = databases.fresh(TestDatabases.Rights.DATA)) {
      ask(database.dataSource());
    }
  }

  private static void ask(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM t1 WHERE id = 1");
    }
  }

  private static void truncate(DataSource database, int tables) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int table = 1; table <= tables; table++) {
      names.add("t" + table);
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + String.join(", ", names) + " RESTART IDENTITY CASCADE");
      statement.execute("SELECT count(*) FROM t1 WHERE id = 1");
    }
  }

  private static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
