// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.DanglingKey;
import dev.dbagent.engine.RowSource;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for rows that break a foreign key, and for where they came from. */
final class DanglingKeySearch {

  private static final int MANY = 20;

  private final Connection connection;
  private final List<LoadedTable> loaded;
  private final ServerFaults faults;

  DanglingKeySearch(Connection connection, List<LoadedTable> loaded, ServerFaults faults) {
    this.connection = connection;
    this.loaded = loaded;
    this.faults = faults;
  }

  /** Rows that break the key: the first ones of each source, or else any one. */
  List<DanglingKey> examples(ForeignKey key) throws SQLException {
    List<DanglingKey> any = inTable(key);
    if (any.isEmpty()) {
      return any;
    }
    List<DanglingKey> found = new ArrayList<>();
    for (LoadedTable candidate : loaded) {
      if (key.loaded().contains(candidate.quoted())) {
        found.addAll(inSource(key, candidate));
      }
    }
    return found.isEmpty() ? any : found;
  }

  private List<DanglingKey> inTable(ForeignKey key) throws SQLException {
    String query = key.violations(key.keyColumns(), Identifier.quoted(key.table()));
    String limited = query + (key.validated() ? "" : key.andLoadedNow()) + " LIMIT 1";
    return Rows.read(
        connection,
        limited,
        row -> danglingKey(key, key.table(), null, Rows.texts(row, key.columns().size()), 0));
  }

  private List<DanglingKey> inSource(ForeignKey key, LoadedTable source) throws SQLException {
    try (Probe probe = Probe.of(connection, source.table())) {
      probe.fill(source.rows(), faults);
      String query = key.violations(key.keyColumns() + ", c." + Probe.ROW, probe.name());
      int keyColumns = key.columns().size();
      return Rows.read(
          connection,
          query + key.andWithinBounds() + " ORDER BY c." + Probe.ROW + " LIMIT " + MANY,
          row ->
              danglingKey(
                  key,
                  source.table(),
                  source.rows(),
                  Rows.texts(row, keyColumns),
                  row.getLong(keyColumns + 1)));
    }
  }

  private static DanglingKey danglingKey(
      ForeignKey key, TableName table, @Nullable RowSource source, List<String> values, long row) {
    return new DanglingKey(
        key.name(),
        table,
        key.columns(),
        values,
        key.references(),
        key.referencedColumns(),
        source,
        row);
  }
}
