// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.migration.MigrationFile;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.seed.SeedSet;
import java.util.List;

/**
 * Everything that decides the outcome of a goal, read before any process starts.
 *
 * @param state the name of the state that these make
 */
record Inputs(
    MigrationHistory history,
    SeedSet seeds,
    DatabaseEngine engine,
    StateStore store,
    Fingerprint state) {

  /** The state as it is told of: by the names of the files. */
  Fingerprint told() {
    Fingerprint.Builder told = Fingerprint.of("told").add("state", state);
    history.files().forEach(file -> told.add("file", file.path()));
    seeds.files().forEach(file -> told.add("seed", file.path()));
    seeds.scripts().forEach(script -> told.add("seed", script.path()));
    return told.build();
  }

  /** The path of the last migration, empty if there is none. */
  String last() {
    List<MigrationFile> migrations = history.migrations();
    return migrations.isEmpty() ? "" : migrations.get(migrations.size() - 1).path();
  }
}
