// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.KeptDatabases;
import dev.dbagent.engine.TestDatabase.Kept;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells with a failure how its database can be looked at; has no stack of its own. */
final class KeptDatabase extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells of a database.
   *
   * @param cache the folder that is named to the plugin, null for its own choice
   */
  KeptDatabase(Kept kept, @Nullable Path cache) {
    super(
        "the database of this test is kept. While its server runs:\n  "
            + kept.line()
            + "\nafter the tests:\n  "
            + KeptDatabases.command(kept.name(), cache),
        null,
        false,
        false);
  }
}
