// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.Inquiry;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.StateCopy;
import dev.dbagent.engine.postgres.sql.CarriedOver;
import dev.dbagent.engine.postgres.sql.CatalogReader;
import dev.dbagent.engine.postgres.sql.CatalogueMark;
import dev.dbagent.engine.postgres.sql.ConditionNames;
import dev.dbagent.engine.postgres.sql.ExtensionCatalogue;
import dev.dbagent.engine.postgres.sql.OutlineReader;
import dev.dbagent.engine.postgres.sql.PostgresBulkLoad;
import dev.dbagent.engine.postgres.sql.PostgresBulkRead;
import dev.dbagent.engine.postgres.sql.PostgresInquiry;
import dev.dbagent.engine.postgres.sql.PostgresRowTrial;
import dev.dbagent.engine.postgres.sql.ServerFaults;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The engine port's view of a running server. */
final class PostgresServer implements DatabaseServer {

  /** For what is asked only to explain something else. */
  private static final SessionLimits PATIENCE =
      new SessionLimits(Duration.ofSeconds(2), Duration.ofSeconds(1));

  private final RunningServer server;
  private final String databaseName;
  private final CacheDirectory cache;
  private final ServerFaults faults;
  private volatile @Nullable Meanwhile<Optional<CatalogueMark>> mark;

  PostgresServer(
      RunningServer server, String databaseName, ConditionNames names, CacheDirectory cache) {
    this.cache = cache;
    this.faults = new ServerFaults(names);
    this.server = server;
    this.databaseName = databaseName;
  }

  @Override
  public DataSource dataSource(SessionLimits limits) {
    return connecting(limits, this::marked);
  }

  @Override
  public DatabaseAddress address() {
    return connecting(SessionLimits.NONE, this::marked).address();
  }

  /**
   * @param first what has to have ended before a connection is made
   */
  private ServerDataSource connecting(SessionLimits limits, Runnable first) {
    return new ServerDataSource(server.port(), databaseName, server.password(), limits, first);
  }

  @Override
  public String restoringLimits() {
    return "RESET statement_timeout; RESET lock_timeout";
  }

  @Override
  public SqlFault faultOf(SQLException e) {
    return faults.of(e);
  }

  @Override
  public StageFailure explained(StageFailure failure) {
    return new Circumstances(server, cache).explained(failure);
  }

  @Override
  public Inquiry inquiry() {
    return new PostgresInquiry(dataSource(PATIENCE));
  }

  @Override
  public void copyIn(Connection connection, String command, String rows) throws SQLException {
    try {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command, new StringReader(rows));
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be read", e);
    }
  }

  @Override
  public Set<String> availableExtensions() {
    try (Connection connection = unlimited()) {
      return ExtensionCatalogue.usable(connection);
    } catch (SQLException e) {
      throw lost("The extensions cannot be read", e);
    }
  }

  @Override
  public SchemaSnapshot snapshot() {
    try (Connection connection = unlimited()) {
      return CatalogReader.read(connection);
    } catch (SQLException e) {
      throw lost("the catalogue cannot be read", e);
    }
  }

  @Override
  public CatalogueOutline catalogueOutline() {
    try (Connection connection = unlimited()) {
      return OutlineReader.read(connection);
    } catch (SQLException e) {
      throw lost("the catalogue cannot be read", e);
    }
  }

  @Override
  public void markCatalogue() {
    Meanwhile<Optional<CatalogueMark>> begun = new Meanwhile<>("a mark", this::newMark);
    begun.begin();
    mark = begun;
  }

  private Optional<CatalogueMark> newMark() {
    try (Connection connection = connecting(SessionLimits.NONE, () -> {}).getConnection()) {
      return Optional.of(CatalogueMark.of(connection));
    } catch (SQLException e) {
      // Without a mark the catalogue counts as changed; whoever needs the server sees what it has.
      return Optional.empty();
    }
  }

  private Optional<CatalogueMark> marked() {
    Meanwhile<Optional<CatalogueMark>> begun = mark;
    return begun == null ? Optional.empty() : begun.get();
  }

  @Override
  public boolean isCatalogueAsMarked() {
    Optional<CatalogueMark> marked = marked();
    if (marked.isEmpty()) {
      return false;
    }
    try (Connection connection = unlimited()) {
      return marked.get().holds(connection);
    } catch (SQLException e) {
      throw lost("the catalogue cannot be read", e);
    }
  }

  @Override
  public BulkLoad beginBulkLoad() {
    try {
      return new PostgresBulkLoad(unlimited(), faults);
    } catch (SQLException e) {
      throw lost("no rows can be loaded", e);
    }
  }

  @Override
  public BulkRead beginBulkRead() {
    try {
      return new PostgresBulkRead(unlimited(), faults);
    } catch (SQLException e) {
      throw lost("no rows can be read", e);
    }
  }

  @Override
  public RowTrial beginTrial() {
    try {
      return new PostgresRowTrial(unlimited(), faults);
    } catch (SQLException e) {
      throw lost("no rows can be tried", e);
    }
  }

  @Override
  public StateCopy putAside() {
    marked();
    try {
      return server.putAside();
    } catch (IOException e) {
      throw notAgain(e);
    }
  }

  @Override
  public Set<String> carriedOver(Connection connection, Collection<String> parameters)
      throws SQLException {
    return CarriedOver.by(connection, parameters);
  }

  @Override
  public void seal(Path target) {
    try {
      server.stopAndPack(target);
    } catch (FileSystemException e) {
      throw cache.unusable(e);
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED, "the state cannot be packed: " + FileTrouble.words(e), e);
    }
  }

  @Override
  public void resume() {
    try {
      server.resume();
    } catch (IOException e) {
      throw notAgain(e);
    }
  }

  private static StageFailure notAgain(IOException e) {
    return new StageFailure(
        FailureKind.SERVER_FAILED, "the server does not serve again: " + FileTrouble.words(e), e);
  }

  @Override
  public void letGo() {
    server.letGo();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED, "the server cannot be removed: " + FileTrouble.words(e), e);
    }
  }

  private Connection unlimited() throws SQLException {
    return dataSource(SessionLimits.NONE).getConnection();
  }

  private StageFailure lost(String what, SQLException e) {
    SqlFault fault = faults.of(e);
    return new StageFailure(
        FailureKind.SERVER_FAILED, what + ": " + fault.message(), null, fault, e);
  }

  /** Its process and its folder. */
  RunningServer running() {
    return server;
  }
}
