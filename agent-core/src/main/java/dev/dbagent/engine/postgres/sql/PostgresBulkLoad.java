// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.engine.DanglingKey;
import dev.dbagent.engine.RowSource;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads by COPY in replica mode, in which neither triggers nor foreign keys fire (PostgreSQL
 * manual, "session_replication_role"), and then checks by set what the triggers would have checked.
 */
public final class PostgresBulkLoad implements BulkLoad {

  private final Connection connection;
  private final ServerFaults faults;
  private final Transaction transaction;

  private final List<LoadedTable> loaded = new ArrayList<>();
  private @Nullable IrregularTables irregular;

  /**
   * Begins a load.
   *
   * @param connection of a superuser, without limits on time; the load closes it
   * @param faults understands what the server refuses
   */
  public PostgresBulkLoad(Connection connection, ServerFaults faults) {
    this.connection = connection;
    this.faults = faults;
    // The words of COPY's context are read; see CopyRefusal.
    this.transaction =
        new Transaction(
            connection,
            faults,
            "loaded",
            "LOCAL session_replication_role = replica",
            "LOCAL lc_messages = 'C'");
  }

  /**
   * {@inheritDoc}
   *
   * <p>The rows are counted in the table and not taken from COPY's answer: only the table shows
   * what is really in it.
   */
  @Override
  public long copy(TableName table, RowSource rows) {
    String target = Identifier.quoted(table);
    return transaction.asked(
        () -> {
          long before = count(target);
          if (irregular().contains(table)) {
            copyIrregular(table, rows);
          } else {
            CopyCommand.run(connection, target, rows, faults);
          }
          loaded.add(new LoadedTable(table, rows));
          return count(target) - before;
        });
  }

  private void copyIrregular(TableName table, RowSource rows) throws SQLException {
    String target = Identifier.quoted(table);
    List<InsistentTrigger> triggers = InsistentTrigger.of(connection, target);
    for (InsistentTrigger trigger : triggers) {
      trigger.disable(connection);
    }
    CopyCommand.run(connection, target, rows, faults);
    for (InsistentTrigger trigger : triggers) {
      trigger.restore(connection);
    }
    new DeferrableConstraints(connection, table, faults).check(rows, earlier(table));
  }

  private IrregularTables irregular() throws SQLException {
    if (irregular == null) {
      irregular = IrregularTables.of(connection);
    }
    return irregular;
  }

  @Override
  public List<DanglingKey> danglingKeys() {
    return transaction.asked(
        () -> {
          DanglingKeySearch search = new DanglingKeySearch(connection, loaded, faults);
          List<DanglingKey> dangling = new ArrayList<>();
          for (ForeignKey key : ForeignKey.of(connection, loadedNames())) {
            dangling.addAll(search.examples(key));
          }
          return dangling;
        });
  }

  @Override
  public void advanceSequences() {
    transaction.asked(
        () -> {
          for (FedSequence sequence : FedSequence.of(connection, loadedNames())) {
            sequence.advance(connection);
          }
          return true;
        });
  }

  @Override
  public void commit() {
    transaction.commit();
  }

  @Override
  public void close() {
    transaction.end();
  }

  private List<RowSource> earlier(TableName table) {
    return loaded.stream()
        .filter(other -> other.table().equals(table))
        .map(LoadedTable::rows)
        .toList();
  }

  /** Quoted, as the queries speak of tables. */
  private String[] loadedNames() {
    return loaded.stream().map(LoadedTable::quoted).distinct().toArray(String[]::new);
  }

  private long count(String table) throws SQLException {
    return Rows.read(connection, "SELECT count(*) FROM " + table, row -> row.getLong(1)).get(0);
  }
}
