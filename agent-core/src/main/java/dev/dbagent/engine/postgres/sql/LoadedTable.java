// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.RowSource;
import dev.dbagent.model.TableName;

/** A table and the rows that went into it. */
record LoadedTable(TableName table, RowSource rows) {

  String quoted() {
    return Identifier.quoted(table);
  }
}
