// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.OtherPostgres;
import dev.dbagent.migration.GivenScript;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.RecordSettings;
import dev.dbagent.seed.SeedLoader;
import dev.dbagent.seed.SeedRecording;
import dev.dbagent.seed.SeedReport;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.seed.SeedSnapshot;
import dev.dbagent.seed.SeedUpdate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows of a database into seed files, once: from then on they are seeds. The database of the
 * agent has the migrations and the seed files that are there; what it holds is never recorded.
 */
final class SeedRecorder {

  private final AgentSettings settings;
  private final SeedSettings seeds;
  private final SeedReplays replays;
  private final Progress progress;

  SeedRecorder(SeedReplays replays) {
    this.settings = replays.settings();
    this.seeds = settings.seeds().with(List.of());
    this.replays = replays;
    this.progress = replays.progress();
  }

  /**
   * Writes the files.
   *
   * @return what was done, for people
   * @throws StageFailure when that is refused, or a value looks like a secret; no file is written
   *     then
   */
  List<String> record(RecordSettings record) {
    checkSource(record);
    List<GivenScript> scripts =
        record.scripts().stream()
            .map(script -> GivenScript.read(script, settings.migrations()))
            .toList();
    SeedUpdater updater = new SeedUpdater(replays);
    updater.checkNewest();
    SeedRecording recording = recorded(record, scripts);
    SeedUpdate update = recording.files();
    if (!update.changes().isEmpty()) {
      updater.add(update, recording::check);
    }
    return told(update);
  }

  private static void checkSource(RecordSettings record) {
    DatabaseAddress database = record.database();
    if (record.scripts().isEmpty() == (database == null)) {
      throw refused(
          FailureFacts.of(
                  FailureKind.SEED_RECORDING_REFUSED,
                  database == null
                      ? "it is not said where the rows come from"
                      : "the rows can come from scripts or from a database, not from both")
              .note(
                  "dbAgent.script names files of SQL that run on top of the migrations; dbAgent.url is"
                      + " the address of another database."));
    }
    if (database != null && !record.isForeignAllowed()) {
      throw refused(
          FailureFacts.of(
                  FailureKind.SEED_RECORDING_REFUSED,
                  database.shown()
                      + " is not a database of the agent, and reading it is not allowed")
              .note("It may hold what must not get into a repository.")
              .suggest(new Setting("allowForeign", "true")));
    }
  }

  private static StageFailure refused(FailureFacts facts) {
    return new StageFailure(facts, null);
  }

  private SeedRecording recorded(RecordSettings record, List<GivenScript> scripts) {
    try (PrefixReplayer replayer = replays.replayer()) {
      SeedSet set = SeedSet.read(seeds);
      try {
        SeedLoader.load(replays.replayed(replayer, set.scripts()), set, progress);
        DatabaseServer server = replayer.server();
        SeedSnapshot made = SeedSnapshot.of(server, settings.migrations().historyTable());
        SeedRecording recording = new SeedRecording(seeds, record, made);
        DatabaseAddress database = record.database();
        if (database == null) {
          run(scripts, server);
          recording.take(server);
        } else {
          take(recording, database, !record.tables().isEmpty());
        }
        return recording;
      } catch (StageFailure e) {
        throw replayer.server().explained(e);
      }
    }
  }

  private void run(List<GivenScript> scripts, DatabaseServer server) {
    SchemaSnapshot schema = server.snapshot();
    scripts.forEach(script -> script.run(server, replays.history()));
    if (!server.snapshot().equals(schema)) {
      throw new StageFailure(
          FailureKind.SEED_RECORDING_REFUSED,
          "the script changes the schema, which only migrations may do");
    }
  }

  private void take(SeedRecording recording, DatabaseAddress database, boolean isNamed) {
    try (BulkRead read = OtherPostgres.read(database)) {
      recording.take(read, isNamed, settings.migrations().historyTable());
    } catch (StageFailure e) {
      throw e.kind() == FailureKind.SERVER_FAILED
          ? new StageFailure(
              e.facts()
                  .as(FailureKind.SEED_RECORDING_REFUSED)
                  .note("The server that is meant is " + database.shown() + "."),
              e)
          : e;
    }
  }

  private static List<String> told(SeedUpdate update) {
    List<String> told = new ArrayList<>();
    for (SeedReport report : update.reports()) {
      told.add("Recorded: " + report);
    }
    if (told.isEmpty()) {
      told.add("There is no row to record");
    }
    told.addAll(update.notes());
    return told;
  }
}
