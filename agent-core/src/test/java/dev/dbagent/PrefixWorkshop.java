// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.cache.StateStore;
import dev.dbagent.cache.StoreLimits;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.migration.AppliedMigration;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.MigrationReplayer;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.Stage;
import dev.dbagent.seed.SeedLoader;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeededDatabase;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.verification.SchemaSize;
import dev.dbagent.verification.StateVerifier;
import dev.dbagent.verification.VerifiedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A project whose history changes and is replayed again and again, on a store of its own. */
final class PrefixWorkshop {

  /** A checkpoint wherever the plan allows one. */
  static final int ALWAYS = 0;

  /** None. */
  static final int NEVER = 1_000_000;

  /** How many migrations are worth a direct run: few, so that short histories have one. */
  private static final int FEWEST_DIRECT = 2;

  private static final String ROWS =
      "SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM %s.%s AS t";

  private static final List<String> CATALOGUE =
      List.of(
          "SELECT c.oid::regclass || ': ' || pg_get_viewdef(c.oid) FROM pg_class c"
              + " WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace ORDER BY 1",
          "SELECT pg_get_functiondef(oid) FROM pg_proc"
              + " WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
          "SELECT sequencename || '=' || coalesce(last_value::text, '') FROM pg_sequences ORDER BY 1",
          "SELECT rolname || rolsuper FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1");

  /**
   * What a replay made and told.
   *
   * @param content catalogue, rows and history
   * @param ran the migrations that ran, file names
   * @param isCatalogueKnown whether the catalogue was known to be sound without a look at it
   */
  record Made(
      String content,
      List<String> ran,
      String summary,
      List<String> details,
      List<String> warned,
      boolean isCatalogueKnown) {

    private Made of(boolean isKnown) {
      return new Made(content, ran, summary, details, warned, isKnown);
    }
  }

  private final Path folder;
  private final SampleProject project;
  private final Path states;
  private final DatabaseEngine engine = RealEngine.engine(RealEngine.NEWEST);

  PrefixWorkshop(Path folder) {
    this.folder = folder;
    this.project = new SampleProject(folder.resolve("project"));
    this.states = folder.resolve("states");
  }

  PrefixWorkshop migration(String name, String content) {
    project.file("migration/" + name, content);
    return this;
  }

  PrefixWorkshop without(String name) {
    try {
      Files.delete(project.folder().resolve("migration").resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SampleProject project() {
    return project;
  }

  Path states() {
    return states;
  }

  Path folder() {
    return folder;
  }

  /** In one go, on an empty database. */
  Made cold() {
    Heard heard = new Heard();
    try (DatabaseServer server = engine.start()) {
      return made(new MigrationReplayer().replay(server, history(), heard), heard);
    }
  }

  /** As a build does it, nothing coming after the migrations. */
  Made build(int worth) {
    return build(worth, false);
  }

  /**
   * As a build does it.
   *
   * @param worth how much longer than its cost a replay must have taken for a checkpoint
   */
  Made build(int worth, boolean hasSuccessors) {
    Heard heard = new Heard();
    StateStore store = new StateStore(states, StoreLimits.standard(), heard);
    try (PrefixReplayer replayer =
        new PrefixReplayer(
            engine,
            store,
            history(),
            hasSuccessors,
            heard,
            new MigrationReplayer(FEWEST_DIRECT),
            worth)) {
      replayer.start();
      ReplayedDatabase replayed = replayer.replay();
      Made made = made(replayed, heard);
      Fingerprint name = Fingerprint.of("test").add("one", UUID.randomUUID().toString()).build();
      Fingerprint catalogue = replayer.catalogue();
      assertThat(catalogue).isEqualTo(replayed.server().catalogueOutline().digest());
      VerifiedState verified = verified(replayed, replayer.soundCatalogue());
      replayer.share(
          replayed,
          store.seal(name, replayer::seal),
          KnownCatalogues.Known.of(catalogue, verified));
      store.forget(name);
      return made.of(replayer.soundCatalogue().isPresent());
    }
  }

  /** What stands for a look at the catalogue must say what the look says. */
  private VerifiedState verified(ReplayedDatabase replayed, Optional<SchemaSize> sound) {
    SeedSet none = SeedSet.read(project.settings().seeds());
    SeededDatabase seeded = SeedLoader.load(replayed, none, Progress.silent());
    VerifiedState looked = verified(seeded, Optional.empty());
    VerifiedState known = verified(seeded, sound);
    assertThat(known.size()).isEqualTo(looked.size());
    assertThat(known.findings()).isEqualTo(looked.findings());
    return known;
  }

  private static VerifiedState verified(SeededDatabase seeded, Optional<SchemaSize> sound) {
    return StateVerifier.verify(
        seeded, sound, List.of(), Finding.Severity.ERROR, Progress.silent());
  }

  MigrationHistory history() {
    return MigrationHistory.read(project.settings().migrations());
  }

  private static Made made(ReplayedDatabase replayed, Heard heard) {
    StringBuilder content = new StringBuilder();
    for (AppliedMigration row : replayed.applied()) {
      content.append(row).append('\n');
    }
    DatabaseServer server = replayed.server();
    List<Relation> relations = server.snapshot().relations();
    content.append(server.snapshot()).append('\n');
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      for (String query : CATALOGUE) {
        content.append(read(connection, query)).append('\n');
      }
      for (Relation relation : relations) {
        if (!relation.name().equals(replayed.historyTable())) {
          String rows = ROWS.formatted(relation.name().schema(), relation.name().name());
          content.append(relation.name()).append(read(connection, rows)).append('\n');
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Made(
        content.toString(), heard.ran, replayed.summary(), heard.details, heard.warned, false);
  }

  private static List<String> read(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  private static final class Heard implements Progress {

    private final List<String> ran = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();

    @Override
    public void done(Stage stage, String summary, Duration took) {}

    @Override
    public void advanced(Stage stage, int done, int total, String item) {
      if (stage == Stage.MIGRATION) {
        ran.add(item.substring(item.lastIndexOf('/') + 1));
      }
    }

    @Override
    public void warned(String message) {
      warned.add(message);
    }

    @Override
    public void detail(String message) {
      details.add(message);
    }
  }
}
