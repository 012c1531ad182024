// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.Inquiry;
import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.NewerFeature;
import dev.dbagent.engine.OtherSession;
import dev.dbagent.engine.Witnesses;
import dev.dbagent.engine.WrittenRule;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Asks a PostgreSQL about its refusals, in sessions that can change nothing. */
public final class PostgresInquiry implements Inquiry {

  private final DataSource dataSource;

  /**
   * @param dataSource gives sessions of a superuser, with limits on time
   */
  public PostgresInquiry(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Optional<NamedObject> subject(SqlFault fault) {
    return FaultSubject.of(fault.message());
  }

  @Override
  public List<NamedObject> existing(NamedObject wanted, Collection<String> relations) {
    NamedObject.Kind kind = wanted.kind();
    String query = NameQueries.of(kind);
    if (query.isEmpty()) {
      return List.of();
    }
    Set<String> tables = new TreeSet<>(relations);
    if (wanted.owner() != null) {
      tables.add(wanted.owner());
    }
    Object[] parameters =
        NameQueries.isOfTables(kind) ? new Object[] {tables.toArray(String[]::new)} : new Object[0];
    return ask(
        connection -> Rows.read(connection, query, row -> object(kind, row), parameters),
        List.of());
  }

  private static NamedObject object(NamedObject.Kind kind, ResultSet row) throws SQLException {
    return new NamedObject(
        kind, row.getString("schema"), row.getString("owner"), row.getString("name"));
  }

  @Override
  public String identifier(String name) {
    return ask(
        connection ->
            Rows.read(connection, "SELECT pg_catalog.quote_ident(?)", row -> row.getString(1), name)
                .get(0),
        Identifier.quoted(name));
  }

  @Override
  public Optional<NewerFeature> newerFeature(SqlFault fault, String sql) {
    return ask(
        connection -> new Features(major(connection), version(connection)).needed(fault, sql),
        Optional.empty());
  }

  @Override
  public List<String> remarks(SqlFault fault) {
    int major = ask(PostgresInquiry::major, 0);
    return Remark.ALL.stream()
        .filter(remark -> remark.since() <= major)
        .filter(remark -> remark.message().matcher(fault.message()).matches())
        .map(Remark::sentence)
        .toList();
  }

  @Override
  public Optional<Witnesses> witnesses(SqlFault fault, WrittenRule rule) {
    TableName table = fault.table();
    return table == null
        ? Optional.empty()
        : ask(
            connection ->
                new WitnessSearch(connection, table, new BrokenRule(connection, table, fault, rule))
                    .witnesses(),
            Optional.empty());
  }

  @Override
  public Map<String, String> key(SqlFault fault) {
    return KeyDetail.of(fault.detail()).map(KeyDetail::parts).orElse(Map.of());
  }

  @Override
  public SqlFault masked(SqlFault fault, Collection<String> columns) {
    return MaskedFault.of(fault, columns);
  }

  @Override
  public List<String> extensionsWith(NamedObject missing) {
    String words =
        switch (missing.kind()) {
          case TYPE -> "type|domain";
          case ROUTINE -> "function|procedure|aggregate";
          case OPERATOR_CLASS -> "operator\\s+class";
          default -> "";
        };
    boolean isWord = missing.name().matches("\\w+");
    return words.isEmpty() || !isWord
        ? List.of()
        : ask(
            connection ->
                Rows.read(
                    connection,
                    NameQueries.EXTENSIONS_WITH,
                    row -> row.getString("extension"),
                    words,
                    missing.name()),
            List.of());
  }

  @Override
  public List<OtherSession> otherSessions() {
    return ask(
        connection -> Rows.read(connection, SessionQuery.OTHERS, PostgresInquiry::session),
        List.of());
  }

  private static OtherSession session(ResultSet row) throws SQLException {
    List<String> schemas = Rows.texts(row, "schemas");
    List<String> tables = Rows.texts(row, "tables");
    List<TableName> locks = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      locks.add(new TableName(schemas.get(i), tables.get(i)));
    }
    return new OtherSession(
        row.getInt("pid"),
        row.getString("state"),
        row.getString("application"),
        row.getString("query"),
        locks);
  }

  private static int major(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  private static String version(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }

  private interface Question<T> {
    T put(Connection connection) throws SQLException;
  }

  /** The answer, or the other one: what was to be explained is never buried under a new failure. */
  private <T> T ask(Question<T> question, T otherwise) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      T answer = question.put(connection);
      connection.rollback();
      return answer;
    } catch (SQLException e) {
      // The server may be gone, or the question does not fit what is there.
      return otherwise;
    }
  }
}
