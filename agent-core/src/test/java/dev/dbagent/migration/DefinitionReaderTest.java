// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dbagent.engine.NamedObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the expectations a change is told as {@code +}, {@code -} or {@code ~}, kind and name. */
class DefinitionReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          create table t (id int, "N m" text)              ; +RELATION t, +COLUMN t.id, +COLUMN t.N m
          CREATE UNLOGGED TABLE IF NOT EXISTS s.t (a int)  ; +RELATION s.t, +COLUMN s.t.a
          CREATE TEMP TABLE t AS SELECT 1 AS a             ; +RELATION t
          CREATE TABLE t (a, b) AS SELECT 1, 2             ; +RELATION t, +COLUMN t.a, +COLUMN t.b
          CREATE TABLE t (LIKE u, a numeric(3, 2) DEFAULT f(1, 2)) ; +RELATION t, +COLUMN t.a
          CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0), b int) ; +RELATION t, +COLUMN t.a, +CONSTRAINT t.c, +COLUMN t.b
          CREATE TABLE t (a int, PRIMARY KEY (a), CONSTRAINT k UNIQUE (a)) ; +RELATION t, +COLUMN t.a, +CONSTRAINT t., +CONSTRAINT t.k
          CREATE TABLE p PARTITION OF t (a NOT NULL) FOR VALUES IN (1) ; +RELATION p, +COLUMN p.a
          CREATE FOREIGN TABLE t (a int) SERVER s          ; +RELATION t, +COLUMN t.a
          CREATE OR REPLACE RECURSIVE VIEW v (a) AS SELECT 1 ; +RELATION v
          CREATE MATERIALIZED VIEW v AS SELECT 1           ; +RELATION v
          CREATE SEQUENCE q                                ; +RELATION q
          CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)      ; +INDEX i
          CREATE INDEX ON ONLY s.t (a)                     ; +INDEX s.t.
          CREATE TYPE color AS ENUM ('red')                ; +TYPE color
          CREATE DOMAIN pos AS int                         ; +TYPE pos
          CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'CREATE TABLE x ()' ; +ROUTINE f
          CREATE PROCEDURE s.p() LANGUAGE sql AS ''        ; +ROUTINE s.p
          CREATE AGGREGATE a (int) (sfunc = f, stype = int) ; +ROUTINE a
          CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1 ; +SCHEMA s, +RELATION s.t, +COLUMN s.t.a, +RELATION s.v
          CREATE SCHEMA AUTHORIZATION joe                  ; @@
          CREATE EXTENSION IF NOT EXISTS "uuid-ossp"       ; +EXTENSION uuid-ossp
          CREATE ROLE a                                    ; +ROLE a
          CREATE USER MAPPING FOR a SERVER b               ; @@
          CREATE TRIGGER g BEFORE INSERT OR UPDATE ON s.t EXECUTE FUNCTION f() ; +TRIGGER s.t.g
          ALTER TABLE t ADD a int, ADD COLUMN IF NOT EXISTS b text ; +COLUMN t.a, +COLUMN t.b
          ALTER TABLE ONLY s.t ADD CONSTRAINT c CHECK (a IN (1, 2)) ; +CONSTRAINT s.t.c
          ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u, ADD UNIQUE (b) ; +CONSTRAINT t., +CONSTRAINT t.
          ALTER TABLE t ADD a int CONSTRAINT c NOT NULL    ; +COLUMN t.a, +CONSTRAINT t.c
          ALTER TABLE t DROP a, DROP COLUMN IF EXISTS b CASCADE, DROP CONSTRAINT c ; -COLUMN t.a, -COLUMN t.b, -CONSTRAINT t.c
          ALTER TABLE t ALTER a DROP NOT NULL, ALTER b TYPE numeric(1, 2) ; @@
          ALTER TABLE t RENAME TO u                        ; ~RELATION t u
          ALTER TABLE t RENAME a TO b                      ; ~COLUMN t.a b
          ALTER TABLE t RENAME COLUMN a TO b               ; ~COLUMN t.a b
          ALTER TABLE t RENAME CONSTRAINT a TO b           ; ~CONSTRAINT t.a b
          ALTER MATERIALIZED VIEW IF EXISTS v RENAME TO w  ; ~RELATION v w
          ALTER INDEX i RENAME TO j                        ; ~INDEX i j
          ALTER FUNCTION f(int, text) RENAME TO g          ; ~ROUTINE f g
          ALTER TYPE e RENAME VALUE 'a' TO 'b'             ; @@
          ALTER TRIGGER g ON t RENAME TO h                 ; ~TRIGGER t.g h
          DROP TABLE IF EXISTS a, s.b CASCADE              ; -RELATION a, -RELATION s.b
          DROP FUNCTION f(int, int), g                     ; -ROUTINE f, -ROUTINE g
          DROP INDEX CONCURRENTLY i                        ; -INDEX i
          DROP TRIGGER g ON t                              ; -TRIGGER t.g
          DROP OWNED BY a                                  ; @@
          /* a */ CREATE -- b|TABLE /* c */ t (a int)      ; +RELATION t, +COLUMN t.a
          INSERT INTO t SELECT 'CREATE TABLE x (a int)'    ; @@
          COMMENT ON TABLE t IS 'a'                        ; @@
          """)
  void reads(String sql, String expected) {
    assertThat(told(sql.replace('|', '\n'))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void readsWhatABlockDoes() {
    String block =
        """
        DO $$
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'color') THEN
            CREATE TYPE color AS ENUM ('red');
          ELSE
            DROP TABLE a; ALTER TABLE b ADD c int;
          END IF;
          EXECUTE 'CREATE TABLE d ()';
        END $$
        """;

    assertThat(told(block)).isEqualTo("+TYPE color, -RELATION a, +COLUMN b.c");
    assertThat(changes(block).get(0).place()).hasToString("db/V1__t.sql:4:17");
  }

  @Test
  void tellsThePlaceOfTheName() {
    String script = "SELECT 1;\n\nCREATE TABLE shop.\"T\" (\n  id int,\n\tname text);";

    assertThat(changes(script).stream().map(change -> change.place().toString()))
        .containsExactly("db/V1__t.sql:3:19", "db/V1__t.sql:4:3", "db/V1__t.sql:5:2");
  }

  @Test
  void leavesOutWhatOnlyTheServerKnows() {
    String unknown = String.valueOf(PlaceholderText.UNKNOWN);

    assertThat(told("CREATE TABLE " + unknown + ".t (a int)"))
        .isEqualTo("+RELATION t, +COLUMN t.a");
    assertThat(told("CREATE VIEW " + unknown + " AS SELECT 1")).isEmpty();
  }

  @Test
  void survivesGarbage() {
    Random random = new Random(42);
    String[] words =
        "CREATE ALTER DROP TABLE VIEW INDEX ON ( ) , ; . \" ' $$ $a$ /* */ -- ADD RENAME TO CONSTRAINT DO BEGIN t \n"
            .split(" ", -1);
    for (int i = 0; i < 2_000; i++) {
      String script =
          random
              .ints(random.nextInt(40), 0, words.length)
              .mapToObj(n -> words[n])
              .collect(Collectors.joining(" "));
      assertThatCode(() -> told(script)).as(script).doesNotThrowAnyException();
    }
  }

  /** Quadratic work on ten million characters would take hours. */
  @Test
  void readsTenMegabytesInNoTime() {
    String columns = "c int DEFAULT (1 + (2)), ".repeat(200_000);
    String quotes = "('it''s', \"a\"\"b\", $x$ y $x$), ".repeat(170_000);
    List<String> scripts =
        List.of(
            "CREATE TABLE t (" + columns + "d int)",
            "CREATE TABLE t (a int); ".repeat(200_000),
            "INSERT INTO t VALUES " + quotes,
            "CREATE TABLE " + "(".repeat(5_000_000),
            "CREATE SCHEMA a ".repeat(600_000),
            "DO $$ BEGIN " + "CREATE TABLE t (a int); ".repeat(200_000),
            "ALTER TABLE t ADD a int /* " + "/* ".repeat(1_000_000));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> scripts.forEach(DefinitionReaderTest::changes));
  }

  private static String told(String script) {
    return changes(script).stream()
        .map(DefinitionReaderTest::told)
        .collect(Collectors.joining(", "));
  }

  private static String told(Change change) {
    NamedObject object = change.object();
    return switch (change.action()) {
          case CREATE -> "+";
          case DROP -> "-";
          case RENAME -> "~";
        }
        + object.kind()
        + " "
        + object
        + (change.action() == Change.Action.RENAME ? " " + change.newName() : "");
  }

  private static List<Change> changes(String script) {
    MigrationFile file =
        new MigrationFile(
            new MigrationName(MigrationFile.Kind.VERSIONED, "1", "t"),
            "V1__t.sql",
            "db/V1__t.sql",
            script.getBytes(StandardCharsets.UTF_8),
            StandardCharsets.UTF_8);
    return SentStatement.in(file, PlaceholderText.plain(script)).stream()
        .flatMap(statement -> DefinitionReader.changes(statement).stream())
        .toList();
  }
}
