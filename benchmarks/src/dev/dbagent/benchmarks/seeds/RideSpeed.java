// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks.seeds;

import dev.dbagent.AgentSettings;
import dev.dbagent.DatabaseAgent;
import dev.dbagent.GoalOutcome;
import dev.dbagent.LibrarySource;
import dev.dbagent.cache.StoreLimits;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.MigrationReplayer;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.SeedSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times the ride of 50 seed files of 50 rows each over one more migration: in a build, as the check
 * that the files are current, and as the goal that rewrites them; beside a server that is started
 * and the same migrations without rows, and beside the same build without a lock, which does not
 * ride. Each round has a migration of its own, so that nothing is known.
 */
public final class RideSpeed {

  private static final int TABLES = 50;
  private static final int ROWS = 50;

  private final Path binaries;
  private final Path project;

  private RideSpeed(Path binaries, Path project) {
    this.binaries = binaries;
    this.project = project;
  }

  /**
   * Measures and prints medians.
   *
   * @param words the folder of the binaries, a folder to work in, then rounds
   */
  public static void main(String... words) throws Exception {
    int rounds = words.length > 2 ? Integer.parseInt(words[2]) : 5;
    RideSpeed speed = new RideSpeed(Path.of(words[0]), Path.of(words[1]).resolve("ride"));
    speed.write();
    List<Double> rides = new ArrayList<>();
    List<Double> bares = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> updates = new ArrayList<>();
    // The first of each is in a cold JVM and counts for nothing.
    for (int round = 0; round <= rounds; round++) {
      Ridden ridden = new Ridden();
      double locked = speed.prepare(ridden, "keeps", round, true);
      double unlocked = speed.prepare(new Ridden(), "keeps other", round, false);
      double bare = speed.migrations();
      double update = speed.update(round);
      if (round > 0) {
        rides.add(ridden.seconds);
        bares.add(bare);
        with.add(locked);
        without.add(unlocked);
        updates.add(update);
      }
      System.out.printf(
          Locale.ROOT,
          "round %d: ride %.2f s, start and migrations %.2f s; prepare with a ride %.2f s, without"
              + " %.2f s; update-seed %.2f s%n",
          round,
          ridden.seconds,
          bare,
          locked,
          unlocked,
          update);
    }
    System.out.printf(
        Locale.ROOT,
        "%d tables of %d rows, medians of %d: ride %.2f s, start and migrations without rows %.2f s;"
            + " prepare with a ride %.2f s, without %.2f s; update-seed, which rides twice and loads"
            + " the result, %.2f s%n",
        TABLES,
        ROWS,
        rounds,
        median(rides),
        median(bares),
        median(with),
        median(without),
        median(updates));
  }

  private void write() throws Exception {
    StringBuilder tables = new StringBuilder();
    for (int table = 1; table <= TABLES; table++) {
      tables.append(
          "CREATE TABLE t%d (id int PRIMARY KEY, name text NOT NULL, made timestamptz, boss int REFERENCES t%d);%n"
              .formatted(table, Math.max(1, table - 1)));
      StringBuilder rows = new StringBuilder("id,name,made,boss\n");
      for (int row = 1; row <= ROWS; row++) {
        rows.append("%d,name %d,2026-01-01 12:00:00+00,%d\n".formatted(row, row, row / 2 + 1));
      }
      file("src/main/db/seed/t" + table + ".csv", rows.toString());
    }
    file("src/main/resources/db/migration/V1__tables.sql", tables.toString());
    Files.deleteIfExists(migration());
    Files.deleteIfExists(lock());
    agent(new Ridden()).updateSeed(false, 0, null);
  }

  private double prepare(Ridden ridden, String word, int round, boolean isLocked) throws Exception {
    String lock = Files.readString(lock());
    migrate(
        "COMMENT ON TABLE t1 IS '%s %d %d'; ALTER TABLE t1 ADD COLUMN note text; UPDATE t2 SET name = name;"
            .formatted(word, round, System.nanoTime()));
    if (!isLocked) {
      Files.delete(lock());
    }
    long start = System.nanoTime();
    if (agent(ridden).prepare() != GoalOutcome.EXECUTED) {
      throw new IllegalStateException("nothing was done");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.writeString(lock(), lock);
    return seconds;
  }

  private double update(int round) throws Exception {
    String lock = Files.readString(lock());
    String name = "t1_" + round;
    migrate("ALTER TABLE t1 RENAME COLUMN name TO %s; UPDATE t2 SET name = name;".formatted(name));
    long start = System.nanoTime();
    agent(new Ridden()).updateSeed(false, 0, null);
    double seconds = (System.nanoTime() - start) / 1e9;
    Path file = project.resolve("src/main/db/seed/t1.csv");
    String text = Files.readString(file);
    if (!text.startsWith("id," + name)) {
      throw new IllegalStateException("the file was not rewritten");
    }
    Files.writeString(file, text.replace(name, "name"));
    Files.writeString(lock(), lock);
    return seconds;
  }

  private double migrations() {
    long start = System.nanoTime();
    try (DatabaseServer server =
        EmbeddedPostgres.of(postgres(), this::binaries, Progress.silent()).start()) {
      MigrationHistory history = MigrationHistory.read(migrationSettings());
      new MigrationReplayer().replay(server, history, Progress.silent());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private Path binaries(String group, String artifact, String version) {
    return binaries.resolve(artifact + "-" + version + ".jar");
  }

  private static PostgresSettings postgres() {
    return new PostgresSettings("18.6.0", null, "app");
  }

  private MigrationSettings migrationSettings() {
    return new MigrationSettings(
        project,
        Map.of(),
        null,
        Duration.ZERO,
        Duration.ZERO,
        List.of(),
        RideSpeed.class.getClassLoader());
  }

  private void migrate(String sql) throws Exception {
    Files.writeString(migration(), sql);
  }

  private Path migration() {
    return project.resolve("src/main/resources/db/migration/V2__one_more.sql");
  }

  private Path lock() {
    return project.resolve("src/main/db/seed/seed.lock");
  }

  private void file(String path, String text) throws Exception {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private DatabaseAgent agent(Progress progress) {
    AgentSettings settings =
        new AgentSettings(
            "dev.dbagent.benchmarks:ride:1",
            project.resolve("target/db-agent"),
            postgres(),
            migrationSettings(),
            // Without made-up rows, which are a run of their own.
            new SeedSettings(
                project,
                Path.of("src/main/db/seed"),
                List.of(),
                "public",
                Finding.Severity.ERROR,
                false),
            new GeneratorSettings(project.resolve("target/jooq"), "ride", null, "history"),
            Finding.Severity.ERROR,
            new ReportSettings(
                project.resolve("target/reports"), "", Wording.plain(), Map.of(), null),
            StoreLimits.standard());
    return new DatabaseAgent(settings, this::binaries, LibrarySource.PRESENT, progress);
  }

  private static double median(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Hears how long the ride took. */
  private static final class Ridden implements Progress {

    private double seconds;

    @Override
    public void done(Stage stage, String summary, Duration took) {
      if (summary.startsWith("Rode")) {
        seconds = took.toNanos() / 1e9;
      }
    }

    @Override
    public void advanced(Stage stage, int done, int total, String item) {}

    @Override
    public void warned(String message) {}

    @Override
    public void detail(String message) {}
  }
}
