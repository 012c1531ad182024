// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.NewerFeature;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.SqlFault;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example is refused by the oldest server for the reason told, and runs on the newest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeaturesIT {

  private static final String SETTING =
      """
      CREATE TABLE t (id int PRIMARY KEY, n numeric, b text);
      CREATE TABLE p (id int PRIMARY KEY REFERENCES t);
      CREATE TABLE g (id int, twice int GENERATED ALWAYS AS (id * 2) STORED);
      CREATE ROLE r;
      """;

  /** Since, name, and the statement; {@code /} is a line break. */
  private static final String EXAMPLES =
      """
      15; MERGE; MERGE INTO t USING p ON t.id = p.id WHEN MATCHED THEN DELETE
      15; UNIQUE NULLS NOT DISTINCT; CREATE TABLE x (a int, UNIQUE NULLS NOT DISTINCT (a))
      15; UNIQUE NULLS NOT DISTINCT; CREATE UNIQUE INDEX x ON t (n) NULLS NOT DISTINCT
      15; a view with security_invoker; CREATE VIEW x WITH (security_invoker = true) AS SELECT 1 AS a
      15; ON DELETE SET with a list of columns; CREATE TABLE x (a int, b int, FOREIGN KEY (a) REFERENCES p ON DELETE SET NULL (a))
      15; regexp_count; SELECT regexp_count(b, 'a') FROM t
      15; regexp_like; CREATE INDEX x ON t (b) WHERE regexp_like(b, 'a')
      15; COPY ... HEADER MATCH; COPY t (id) FROM PROGRAM 'echo id' WITH (FORMAT csv, HEADER MATCH)
      15; a publication of TABLES IN SCHEMA; CREATE PUBLICATION x FOR TABLES IN SCHEMA public
      15; a publication of some rows; CREATE PUBLICATION x FOR TABLE t WHERE (id > 1)
      15; a publication of some columns; CREATE PUBLICATION x FOR TABLE t (id)
      15; ALTER TABLE ... SET ACCESS METHOD; ALTER TABLE t SET ACCESS METHOD heap
      15; an UNLOGGED sequence; CREATE UNLOGGED SEQUENCE x
      15; GRANT ... ON PARAMETER; GRANT SET ON PARAMETER work_mem TO r
      15; a numeric scale below zero; CREATE TABLE x (n numeric(3, -2))
      15; ALTER DATABASE ... REFRESH COLLATION VERSION; ALTER DATABASE app REFRESH COLLATION VERSION
      16; JSON_ARRAY; SELECT JSON_ARRAY(1, 2)
      16; JSON_ARRAY; SELECT JSON_ARRAY(1, NULL ABSENT ON NULL)
      16; JSON_ARRAY; SELECT JSON_ARRAYAGG(id) FROM t
      16; JSON_OBJECT; SELECT JSON_OBJECT('a': 1)
      16; JSON_OBJECT; SELECT JSON_OBJECT('a' VALUE 1)
      16; JSON_OBJECT; SELECT JSON_OBJECTAGG(b : id) FROM t
      16; IS JSON; SELECT b IS JSON FROM t
      16; IS JSON; ALTER TABLE t ADD CHECK (b IS JSON OBJECT)
      16; any_value; SELECT any_value(id) FROM t
      16; array_sample; SELECT array_sample(ARRAY[1], 1)
      16; random_normal; SELECT random_normal()
      16; date_add; SELECT date_add(now(), '1 day')
      16; pg_input_is_valid; SELECT pg_input_is_valid('1', 'int')
      16; SYSTEM_USER; SELECT system_user
      16; underscores in numbers; INSERT INTO t (id) VALUES (1_000)
      16; a number in 0x, 0o or 0b; INSERT INTO t (id) VALUES (0x1F)
      16; a number in 0x, 0o or 0b; INSERT INTO t (id) VALUES (0b101)
      16; a subquery without an alias; SELECT id FROM (SELECT id FROM t) WHERE id > 1
      16; a subquery without an alias; SELECT 1 FROM t, (VALUES (1))
      16; STORAGE in CREATE TABLE; CREATE TABLE x (a int,/ b text STORAGE EXTERNAL)
      16; COPY ... DEFAULT; COPY t FROM '/dev/null' (DEFAULT 'x')
      16; GRANT ... WITH INHERIT or SET; GRANT r TO CURRENT_USER WITH INHERIT TRUE
      16; CREATE STATISTICS without a name; CREATE STATISTICS ON id, n FROM t
      16; XMLSERIALIZE ... INDENT; SELECT xmlserialize(CONTENT 'x'::xml AS text INDENT)
      17; JSON_TABLE; SELECT 1 FROM JSON_TABLE('[]'::jsonb, '$[*]' COLUMNS (a int PATH '$.a')) AS x
      17; JSON_EXISTS; SELECT JSON_EXISTS('{}'::jsonb, '$.a')
      17; JSON_QUERY; SELECT JSON_QUERY(jsonb '{}', '$.a')
      17; JSON_VALUE; SELECT JSON_VALUE(jsonb '{}', '$.a' RETURNING int)
      17; JSON_SCALAR; SELECT JSON_SCALAR(1)
      17; JSON_SERIALIZE; SELECT JSON_SERIALIZE('{}' RETURNING text)
      17; MERGE ... WHEN NOT MATCHED BY; MERGE INTO t USING p ON t.id = p.id WHEN NOT MATCHED BY SOURCE THEN DELETE
      17; MERGE ... RETURNING; MERGE INTO t USING p ON t.id = p.id/WHEN MATCHED THEN DELETE RETURNING t.id
      17; COPY ... ON_ERROR; COPY t FROM '/dev/null' (ON_ERROR ignore)
      17; the privilege MAINTAIN; GRANT SELECT, MAINTAIN ON t TO r
      17; ALTER COLUMN ... SET EXPRESSION; ALTER TABLE g ALTER twice SET EXPRESSION AS (id + 2)
      17; SET STATISTICS DEFAULT; ALTER TABLE t ALTER b SET STATISTICS DEFAULT
      17; transaction_timeout; SET transaction_timeout = '1s'
      17; the collation provider builtin; CREATE COLLATION x (provider = builtin, locale = 'C.UTF-8')
      17; AT LOCAL; SELECT now() AT LOCAL
      17; to_bin; SELECT to_bin(5)
      17; xmltext; SELECT xmltext('a')
      17; uuid_extract_version; SELECT uuid_extract_version(gen_random_uuid())
      17; unicode_assigned; SELECT unicode_assigned('a')
      17; random(min, max); SELECT random(1, 6)
      18; a VIRTUAL generated column; ALTER TABLE t ADD v int GENERATED ALWAYS AS (id + (2 * (id + 1))) VIRTUAL
      18; a VIRTUAL generated column; ALTER TABLE t ADD v int GENERATED ALWAYS AS (id + 1)
      18; a VIRTUAL generated column; CREATE TABLE x (a int, v int GENERATED ALWAYS AS (a + 1), c int)
      18; RETURNING with OLD and NEW; UPDATE t SET n = 1 RETURNING old.n, new.n
      18; RETURNING with OLD and NEW; UPDATE t SET n = 1 RETURNING WITH (OLD AS o) o.n
      18; a constraint that is NOT ENFORCED; ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0) NOT ENFORCED
      18; a constraint that is NOT ENFORCED; ALTER TABLE p ALTER CONSTRAINT p_id_fkey NOT ENFORCED
      18; a temporal key; CREATE TABLE x (a int4range, b daterange, PRIMARY KEY (a, b WITHOUT OVERLAPS))
      18; NOT NULL as a table constraint; ALTER TABLE t ADD CONSTRAINT c NOT NULL n NOT VALID
      18; NOT NULL as a table constraint; ALTER TABLE t ADD NOT NULL n
      18; NOT NULL as a table constraint; CREATE TABLE x (a int, CONSTRAINT c NOT NULL a)
      18; uuidv7; CREATE TABLE x (id uuid DEFAULT uuidv7() PRIMARY KEY)
      18; uuidv4; SELECT uuidv4()
      18; casefold; SELECT casefold('A')
      18; array_sort; SELECT array_sort(ARRAY[2, 1])
      18; array_reverse; SELECT array_reverse(ARRAY[2, 1])
      18; crc32; SELECT crc32('a'::bytea)
      18; gamma; SELECT gamma(1.0)
      18; COPY ... REJECT_LIMIT; COPY t FROM '/dev/null' (REJECT_LIMIT 3, ON_ERROR ignore)
      """;

  private DatabaseServer oldest;
  private DatabaseServer newest;

  @BeforeAll
  void startServers() throws SQLException {
    oldest = RealEngine.start(RealEngine.OLDEST);
    newest = RealEngine.start(RealEngine.NEWEST);
    for (DatabaseServer server : List.of(oldest, newest)) {
      try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(SETTING);
      }
    }
  }

  @AfterAll
  void stopServers() {
    oldest.close();
    newest.close();
  }

  static List<String> examples() {
    return EXAMPLES.lines().toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void is_refused_by_the_oldest_and_runs_on_the_newest(String example) throws SQLException {
    String[] parts = example.split("; ", 3);
    String sql = parts[2].replace("'/dev", "'@dev").replace("/", "\n").replace("@dev\n", "/dev/");

    SqlFault fault = refusal(oldest, sql).orElseThrow();

    assertThat(oldest.inquiry().newerFeature(fault, sql))
        .as(fault.message())
        .contains(new NewerFeature(parts[1], "PostgreSQL " + parts[0], parts[0], "14.20"));
    assertThat(refusal(newest, sql)).as("on the newest").isEmpty();
  }

  @Test
  void every_feature_of_the_table_has_an_example() {
    Set<String> shown =
        examples().stream().map(example -> example.split("; ", 3)[1]).collect(Collectors.toSet());
    Set<String> named = new HashSet<>();
    Feature.ALL.forEach(feature -> named.add(feature.name()));
    named.remove("");
    named.removeAll(Set.of("JSON_OBJECTAGG", "ALTER CONSTRAINT ... INHERIT"));

    assertThat(shown).containsAll(named);
  }

  /** What merely stands in the same statement is not to blame. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      value = {
        "SELECT nosuch, 1 FROM t WHERE b ~ 'IS JSON'",
        "CREATE TABLE x (a itn, b text)",
        "CREATE TABLE x (a int b int, c text STORAGE EXTERNAL)",
        "SELECT crc23(b) FROM t",
        "COPY t FROM '/dev/null' (FORMAT binray)",
        "SELEC MERGE INTO t",
        "CREATE TABLE x (a int, NOT NUL b)",
        "UPDATE t SET x = 1 RETURNING id",
        "INSERT INTO t VALUES (1, 2, 3, 4)",
        "SELECT 1 FROM t GROUP BY",
        "SELECT 1 FROM t JOIN (SELECT 1) s ON nosuch",
      })
  void an_ordinary_mistake_is_none(String sql) throws SQLException {
    SqlFault fault = refusal(oldest, sql).orElseThrow();

    assertThat(oldest.inquiry().newerFeature(fault, sql)).as(fault.message()).isEmpty();
  }

  @Test
  void a_server_that_knows_it_is_not_too_old() throws SQLException {
    String sql = "MERGE INTO t USING p ON t.id = p.nosuch WHEN MATCHED THEN DELETE";
    SqlFault fault = refusal(newest, sql).orElseThrow();

    assertThat(newest.inquiry().newerFeature(fault, sql)).isEmpty();
  }

  private static Optional<SqlFault> refusal(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        statement.execute(sql);
        return Optional.empty();
      } catch (SQLException e) {
        return Optional.of(server.faultOf(e));
      } finally {
        connection.rollback();
      }
    }
  }
}
