// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.engine.DanglingKey;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads the seeds of a project, all of them or none. */
public final class SeedLoader {

  private SeedLoader() {}

  /**
   * Loads every file (scripts have run by now) in one transaction, which ends well only if every
   * value is accepted, every constraint holds and every foreign key points to a row.
   *
   * @throws StageFailure of a kind that begins with SEED, with file and line; the database is then
   *     as it was, but for sequences
   */
  public static SeededDatabase load(ReplayedDatabase replayed, SeedSet seeds, Progress progress) {
    int scripts = seeds.scripts().size();
    DatabaseServer server = replayed.server();
    List<SeededTable> tables =
        seeds.files().isEmpty() ? List.of() : tables(server, seeds, server.snapshot(), progress);
    return new SeededDatabase(replayed, tables, scripts);
  }

  static List<SeededTable> tables(
      DatabaseServer server, SeedSet seeds, SchemaSnapshot schema, Progress progress) {
    List<SeedPlan> plans = plans(seeds, schema, progress);
    try (BulkLoad load = server.beginBulkLoad()) {
      List<SeededTable> tables = new ArrayList<>();
      for (SeedFile file : seeds.files()) {
        progress.advanced(Stage.SEED, tables.size(), seeds.files().size(), file.path());
        long gained = 0;
        for (SeedPlan plan : plans) {
          gained += plan.file() == file ? copy(load, plan, plans) : 0;
        }
        tables.add(new SeededTable(file.table(), file.path(), file.rows(), gained));
      }
      List<DanglingKey> dangling = load.danglingKeys();
      if (!dangling.isEmpty()) {
        throw new DanglingKeys(plans).failure(dangling);
      }
      load.advanceSequences();
      load.commit();
      return tables;
    }
  }

  private static List<SeedPlan> plans(SeedSet seeds, SchemaSnapshot schema, Progress progress) {
    Set<TableName> claimed =
        seeds.files().stream().map(SeedFile::table).collect(Collectors.toSet());
    List<SeedPlan> plans =
        seeds.files().stream().flatMap(f -> SeedPlan.of(f, schema, claimed).stream()).toList();
    plans.stream()
        .flatMap(plan -> plan.skippedColumns().stream().map(column -> skipped(plan, column)))
        .distinct()
        .forEach(progress::detail);
    return plans;
  }

  private static String skipped(SeedPlan plan, String column) {
    return "%s: column %s is generated, its values are not loaded"
        .formatted(plan.file().headerPlace(), column);
  }

  private static long copy(BulkLoad load, SeedPlan plan, List<SeedPlan> plans) {
    try {
      return load.copy(plan.file().table(), plan);
    } catch (RejectedRowException e) {
      List<SeedPlan> loaded = plans.subList(0, plans.indexOf(plan) + 1);
      throw RejectedRow.failure(plan, loaded, e);
    } catch (StageFailure e) {
      // No row's fault; but it tells how far the load was.
      throw new StageFailure(e.facts().at(Place.file(plan.file().path())), e);
    }
  }
}
