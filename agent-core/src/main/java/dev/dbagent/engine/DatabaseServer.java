// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A running server with one database, private to this process. Whatever kills the process, the
 * server is gone at most three seconds later.
 */
public interface DatabaseServer extends AutoCloseable {

  /** How a fact about a lock begins, in {@link #carriedOver}. */
  String LOCK = "lock ";

  /** Connections as the owner of everything; time zone UTC, whatever the JVM's is. */
  DataSource dataSource(SessionLimits limits);

  /** The same for another process of this build, without limits; its password must not be told. */
  DatabaseAddress address();

  /**
   * Statements, as one text, that put the limits back with which a session was opened, whatever a
   * script has set since. For sessions of {@link #dataSource}.
   */
  String restoringLimits();

  /** What the server said when it threw this. */
  SqlFault faultOf(SQLException e);

  /** What can be found out about a statement that it refused. */
  Inquiry inquiry();

  /**
   * A failure of a stage that used this server, with what the machine has to do with it: where the
   * disk is full, or what the server said before it went. To be asked before the server is closed;
   * afterwards little of it is known.
   *
   * @return the same failure when the machine has nothing to do with it
   */
  StageFailure explained(StageFailure failure);

  /**
   * Sends a statement that takes its rows from the client, and the rows.
   *
   * @param connection from {@link #dataSource}
   * @param command for example {@code COPY t FROM STDIN}
   * @param rows as the command wants them
   */
  void copyIn(Connection connection, String command, String rows) throws SQLException;

  /** The names of the extensions that can be created here, by the server's own spelling. */
  Set<String> availableExtensions();

  /** Reads the catalogue. */
  SchemaSnapshot snapshot();

  /** All that the catalogue says to a new session. */
  CatalogueOutline catalogueOutline();

  /**
   * Notes what the catalogue is, so that it can be told later whether it is the same. To be called
   * while nobody is connected. Waits for nothing: who connects afterwards waits until it is noted.
   */
  void markCatalogue();

  /**
   * Whether {@link #catalogueOutline} is certain to say what it would have said when the catalogue
   * was marked last. False in doubt, and when it never was.
   */
  boolean isCatalogueAsMarked();

  /** Begins the loading of rows, in one transaction of its own. */
  BulkLoad beginBulkLoad();

  /** Begins the reading of rows. */
  BulkRead beginBulkRead();

  /** Begins to try rows out. */
  RowTrial beginTrial();

  /**
   * Facts about what this session would not have if it were new (settings, temporary objects, locks
   * and the like) and about what would make a new one different. The same facts at two moments
   * between transactions mean that at the second a new session is as good as this one was at the
   * first, as far as the server tells.
   *
   * @param connection from {@link #dataSource}
   * @param parameters names with dots that scripts may have given values to; the server lists no
   *     such names
   */
  Set<String> carriedOver(Connection connection, Collection<String> parameters) throws SQLException;

  /**
   * Stops the server cleanly, puts a copy of its data aside and serves again. What was connected is
   * not any more; only data sources that are asked for afterwards are of use.
   *
   * @return the copy; that it could not be made is told when it is packed
   * @throws StageFailure when the server does not serve again
   */
  StateCopy putAside();

  /**
   * Stops the server cleanly and packs its data into one file. Afterwards it can be resumed, let go
   * of or closed, and when that fails, only the latter two.
   *
   * @param target the file to write; must not exist
   */
  void seal(Path target);

  /**
   * Serves again what was sealed; only data sources that are asked for afterwards are of use.
   *
   * @throws StageFailure when it does not
   */
  void resume();

  /**
   * Begins what {@link #close} does, and waits for nothing: whoever has asked all he wanted can do
   * something else meanwhile. Nothing can be asked afterwards, and it is still to be closed.
   */
  void letGo();

  /** Stops the server at once and forgets its data. Does nothing when it is stopped already. */
  @Override
  void close();
}
