// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.engine.RowSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY ... FROM STDIN in text format (PostgreSQL manual, "COPY"). */
final class CopyCommand {

  private CopyCommand() {}

  /**
   * Sends all rows of a source to a table.
   *
   * @param target the table's name, quoted
   * @param faults understands what the server refuses
   * @throws RejectedRowException when the server refuses a row
   * @throws SQLException when the server refuses for another reason, or is gone
   */
  static void run(Connection connection, String target, RowSource rows, ServerFaults faults)
      throws SQLException {
    String command = "COPY " + target + " (" + Identifier.quoted(rows.columns()) + ") FROM STDIN";
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
    try {
      CopyLines lines = new CopyLines(copy);
      rows.sendTo(new Sending(lines));
      lines.flush();
      copy.endCopy();
    } catch (BrokenOffException e) {
      throw CopyRefusal.of(e.reason, rows.columns(), faults);
    } catch (SQLException e) {
      throw CopyRefusal.of(e, rows.columns(), faults);
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Carries a driver's exception through a source that does not know of it. */
  private static final class BrokenOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException reason;

    BrokenOffException(SQLException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private record Sending(CopyLines lines) implements RowSource.Sink {
    @Override
    public void row(List<@Nullable String> values) {
      try {
        lines.add(values);
      } catch (SQLException e) {
        throw new BrokenOffException(e);
      }
    }
  }
}
