// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In the scripts {@code ^} stands before the token at fault and is taken out, {@code |} ends a
 * line, and {@code \t} is a tab.
 */
class FailurePlaceIT {

  private static final String FILE = Project.MIGRATIONS + "V3__t.sql";

  private static final String EARLIER =
      """
      CREATE TABLE parent (id int PRIMARY KEY, name text);
      CREATE TABLE child (id int, parent_id int, note text);
      INSERT INTO parent VALUES (1, NULL), (2, 'a'), (3, 'a');
      INSERT INTO child VALUES (1, 7, 'x');
      CREATE VIEW names AS SELECT name FROM parent;
      """;

  @TempDir private Path folder;

  private Project project;
  private DatabaseServer server;

  @BeforeEach
  void startServer() {
    project =
        new Project(folder)
            .migration("V1__earlier.sql", EARLIER)
            .set("placeholders.long", "1234567890")
            .set("placeholders.s", "1")
            .set("placeholders.none", "")
            .set("placeholders.lines", "1,\n2,\n3")
            .set("placeholders.missing", "nosuch")
            .set("placeholders.statements", "SELECT 1; SELECT 2");
    server = RealEngine.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          longer than its name        ; @SELECT ${long}, ^x;@
          shorter than its name       ; @SELECT '${flyway:user}', ${s}, ^x;@
          empty                       ; @SELECT ${none} 1, ^x;@
          several on a line           ; @SELECT ${long}, ${s}, ${LONG}, ^x, ${s};@
          with line breaks            ; @SELECT ${lines}, ^x;@
          with line breaks, later     ; @SELECT ${lines};|SELECT ${lines},|  ^x;@
          inside a value              ; @SELECT ${s}, ^${missing};@
          in a comment before         ; @-- ${long}|/* ${lines} */ SELECT 1, ^x;@
          holding statements          ; @${statements}; SELECT ^x;@
          not right after its prefix  ; @SELECT '$${s}', ^x;@
          a default one               ; @SELECT '${flyway:defaultSchema}', '${flyway:table}', ^x;@
          the file name               ; @SELECT '${flyway:filename}', '${flyway:database}', ^x;@
          a time                      ; @SELECT 1; SELECT '${flyway:timestamp}', ^x;@
          the working directory       ; @SELECT '${flyway:workingDirectory}', ^x;@
          the environment             ; @SELECT '${flyway:environment}', ^x;@
          """)
  void placeholder(String name, String script) {
    assertPlace(script);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          all at once              ; @SELECT '\uD83D\uDE00',|\\t${long},\\t'é', ^x;@
          statement on one line    ; @SELECT 'é'; SELECT '\uD83D\uDE00', ${long}, ^x; SELECT 1;@
          nested comments          ; @/* a /* ${s} */ é */ SELECT|/* b */\\t^x;@
          in a block               ; @SELECT 1;|DO $$|BEGIN|\\tPERFORM ${s}, ^x;|END $$;@
          in rows                  ; @COPY child FROM stdin;|1\\t2\\té|${s}\\t^é\\ty|\\.|SELECT 1;@
          """)
  void windowsFileWithByteOrderMark(String name, String script) {
    String marked = lines(script).replace("\n", "\r\n");
    project.migration("V3__t.sql", "\uFEFF" + marked.replace("^", ""));

    assertThat(project.failure(server).place()).isEqualTo(marked(FILE, marked));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          raise                   ; @SELECT 1;|DO $$|BEGIN|  ^RAISE EXCEPTION 'no';|END $$;@
          raise after if          ; @DO $$|BEGIN|  IF true THEN ^RAISE EXCEPTION 'no'; END IF;|END $$;@
          body on the first line  ; @DO $$ BEGIN|  PERFORM 1;|  ^RAISE EXCEPTION 'no'; END $$;@
          a statement             ; @DO $$|BEGIN|  INSERT INTO parent VALUES (4, 'b');|  UPDATE ^nosuch SET a = 1;|END $$;@
          statement on lines      ; @DO $$|BEGIN|  UPDATE parent|  SET name = 'b'|  WHERE ^nosuch = 1;|END $$;@
          perform                 ; @DO $$|BEGIN|  PERFORM 1, ^nosuch(2);|END $$;@
          assignment              ; @DO $$|DECLARE n int;|BEGIN|  n := 1 + ^nosuch;|END $$;@
          if                      ; @DO $$|BEGIN|  IF 1 = ^nosuch THEN NULL; END IF;|END $$;@
          for                     ; @DO $$|DECLARE r record;|BEGIN|  FOR r IN SELECT ^nosuch FROM parent LOOP|  NULL; END LOOP;|END $$;@
          execute                 ; @DO $$|BEGIN|  EXECUTE 'DROP TABLE nosuch' || ^nosuch;|END $$;@
          executed text           ; @DO $$|BEGIN|  ^EXECUTE 'DROP TABLE ' || 'nosuch';|END $$;@
          no position             ; @DO $$|BEGIN|  ^INSERT INTO parent VALUES (1);|END $$;@
          division                ; @DO $$|DECLARE n int := 0;|BEGIN|  ^n := 1 / n;|END $$;@
          declaration             ; @DO $$|DECLARE|  n int := ^nosuch;|BEGIN|END $$;@
          syntax                  ; @DO $$|BEGIN|  ^SELEC 1;|END $$;@
          syntax in a quoted body ; @DO 'BEGIN|  ^SELEC 1;|END';@
          raise in a quoted body  ; @DO LANGUAGE 'plpgsql' 'BEGIN|  ^RAISE EXCEPTION ''no'';|END';@
          tagged quotes           ; @DO LANGUAGE plpgsql $do$ BEGIN|  PERFORM $$a$$, ^x;|END $do$;@
          create plpgsql          ; @CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$|BEGIN|  ^RETRUN 1;|END $$;@
          create sql              ; @CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$|  SELECT 1;|  SELECT id FROM ^nosuch;|$$;@
          create atomic           ; @CREATE FUNCTION f() RETURNS int|BEGIN ATOMIC|  SELECT 1;|  SELECT ^nosuch;|END;@
          """)
  void body(String name, String script) {
    assertPlace(script);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          value in text rows      ; @COPY child FROM stdin;|1\\t2\\ta|2\\t^b\\tbb|\\.|@
          value of two columns    ; @COPY child FROM stdin;|1\\t2\\ta|^2\\tb\\tb|\\.|@
          value in csv rows       ; @COPY child (id, note) FROM STDIN WITH (FORMAT csv, HEADER);|id,note|1,a|^x,b|\\.|SELECT 1;@
          missing value           ; @SELECT 1;|COPY child FROM stdin;|1\\t2\\ta|^1\\t2|\\.|SELECT 1;@
          duplicate key           ; @COPY parent FROM stdin;|4\\ta|^1\\ta|\\.|@
          unknown column          ; @SELECT 1; COPY child (id, ^nosuch) FROM stdin;|1\\ta|\\.|@
          statement after rows    ; @COPY child FROM stdin;|1\\t2\\ta; SELECT|\\.|SELECT ^x;@
          rows like the statement ; @COPY child (note) FROM stdin;|SELECT x;|\\.|SELECT 1; SELECT ^x;@
          """)
  void rows(String name, String script) {
    assertPlace(script);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          not null                 ; @ALTER TABLE parent|  ALTER COLUMN ^name SET NOT NULL;@
          unique index             ; @CREATE UNIQUE INDEX|  ^one_name ON parent (name);@
          check                    ; @ALTER TABLE parent ADD CONSTRAINT ^named CHECK (name > 'a');@
          nameless check           ; @ALTER TABLE ^parent|  ADD CHECK (name > 'a');@
          foreign key              ; @ALTER TABLE child ADD CONSTRAINT|  ^fk FOREIGN KEY (parent_id) REFERENCES parent;@
          quoted constraint        ; @ALTER TABLE child ADD CONSTRAINT ^"F K" FOREIGN KEY (parent_id) REFERENCES parent;@
          others depend            ; @DROP TABLE|  ^parent;@
          others depend on column  ; @ALTER TABLE parent DROP COLUMN ^name;@
          drop a missing table     ; @DROP TABLE child, ^nosuch;@
          create an existing table ; @CREATE TABLE ^parent (id int);@
          create with a schema     ; @CREATE TABLE public.^parent (id int);@
          add an existing column   ; @ALTER TABLE child ADD ^note text;@
          add a missing key column ; @ALTER TABLE child ADD FOREIGN KEY (^nosuch) REFERENCES parent;@
          insert a duplicate       ; @INSERT INTO ^parent VALUES (1);@
          name occurs twice        ; @^INSERT INTO parent SELECT * FROM parent;@
          extension                ; @CREATE EXTENSION ^nosuch;@
          nobody is named          ; @SELECT 1;|-- why|^SELECT 1 / 0;@
          role                     ; @GRANT SELECT ON parent TO ^nobody;@
          enum label               ; @CREATE TYPE e AS ENUM ('a');|ALTER TYPE e ADD VALUE ^'a';@
          one of two columns       ; @CREATE TABLE t (a int,|  b int, ^a text);@
          only in the detail       ; @ALTER TABLE parent ALTER ^name TYPE varchar(9);@
          not the owner            ; @SET ROLE pg_monitor;|ALTER TABLE ^parent ADD x int;@
          no right                 ; @SET ROLE pg_monitor;|DELETE FROM ^parent;@
          called and named alike   ; @CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';|SELECT ^f() AS f;@
          """)
  void withoutAPosition(String name, String script) {
    assertPlace(script);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          identical, second line   ; @SELECT 1;|SELECT 1;|SELECT ^x;|SELECT x;@
          identical on one line    ; @CREATE TABLE t (id int); CREATE TABLE ^t (id int);@
          identical and in others  ; @SELECT 1, 2; SELECT 1; SELECT 1 + x FROM (SELECT 1) AS s;@
          end of input             ; @SELECT 1;|SELECT (1 +^;@
          end of input at the end  ; @SELECT 1 +^@
          after blank statements   ; @SELECT 1;; ;|; SELECT ^x@
          """)
  void oneOfSeveral(String name, String script) {
    if (script.contains("^")) {
      assertPlace(script);
    } else {
      assertPlace(script.replace("+ x", "+ ^x"));
    }
  }

  @Test
  void showsTheLinesAround() {
    project.migration("V3__t.sql", "SELECT 1;\r\n\tSELECT 1, x;\r\nSELECT 2;\r\nSELECT 3;\r\n");

    assertThat(project.failure(server).facts().excerpt())
        .isEqualTo(new Excerpt(1, List.of("SELECT 1;", " SELECT 1, x;", "SELECT 2;"), 2, 11));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          plpgsql  ; @CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $$|BEGIN|  ^RAISE EXCEPTION 'no';|END $$;@
          missing  ; @CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $$|BEGIN|  RETURN (SELECT b FROM ^nosuch);|END $$;@
          sql      ; @SET check_function_bodies = off;|CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$|  SELECT 1;|  SELECT b FROM ^nosuch;|$$;@
          sql run  ; @CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$|  SELECT 1;|  ^SELECT 1 / (a - 1);|$$;@
          atomic   ; @CREATE FUNCTION f(a int) RETURNS int|BEGIN ATOMIC|  SELECT 1;|  ^SELECT 1 / (a - 1);|END;@
          quoted   ; @CREATE OR REPLACE FUNCTION public."f" (a int)|RETURNS int LANGUAGE plpgsql AS $$ BEGIN|  ^RAISE EXCEPTION 'no';|END $$;@
          """)
  void routineOfAnEarlierFile(String name, String script) {
    project.migration("V2__f.sql", lines(script).replace("^", ""));
    project.migration("V3__t.sql", "SELECT id,\n  f(id) FROM parent;");

    StageFailure failure = project.failure(server);

    assertThat(failure.place()).isEqualTo(new Place(FILE, 2, 3));
    assertThat(failure.facts().related())
        .containsExactly(
            new Related(marked(Project.MIGRATIONS + "V2__f.sql", lines(script)), "raised here"));
  }

  @Test
  void triggerOfAnEarlierFile() {
    project.migration(
        "V2__f.sql",
        """
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'no';
        END $$;
        CREATE TRIGGER g BEFORE INSERT ON parent FOR EACH ROW EXECUTE FUNCTION f();
        """);
    project.migration("V3__t.sql", "INSERT INTO child VALUES (2);\nINSERT INTO parent VALUES (4);");

    StageFailure failure = project.failure(server);

    assertThat(failure.place()).isEqualTo(new Place(FILE, 2, 1));
    assertThat(failure.facts().related())
        .containsExactly(
            new Related(new Place(Project.MIGRATIONS + "V2__f.sql", 3, 3), "raised here"));
  }

  @Test
  void saysNothingOfARoutineThatSeveralCouldBe() {
    project.migration(
        "V2__f.sql",
        """
        CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END $$;
        CREATE FUNCTION f(a text) RETURNS int LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END $$;
        """);
    project.migration("V3__t.sql", "SELECT f(1);");

    assertThat(project.failure(server).facts().related()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'abc;|", "$$abc;|", "/* abc;|", "\"abc;", "E'\\'"})
  void unfinished(String what) {
    project.migration("V3__t.sql", lines("SELECT 1;|SELECT 2, ${long},| " + what));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SCRIPT_UNTERMINATED);
    assertThat(failure.place()).isEqualTo(new Place(FILE, 3, 2));
  }

  @Test
  void unfinishedBody() {
    project.migration(
        "V3__t.sql", "SELECT 1;\n/* f */ CREATE FUNCTION f() RETURNS int\nBEGIN ATOMIC SELECT 1;");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SCRIPT_UNTERMINATED);
    assertThat(failure.place()).isEqualTo(new Place(FILE, 2, 9));
  }

  /** Flyway would look for their end for ever. */
  @Test
  @Timeout(30)
  void unfinishedRows() {
    project.migration("V3__t.sql", "SELECT ${long};\n -- it\nCOPY child FROM stdin;\n1\t2\ta\n");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SCRIPT_UNTERMINATED);
    assertThat(failure.place()).isEqualTo(new Place(FILE, 3, 1));
    assertThat(failure.facts().notes())
        .containsExactly("The rows of a COPY end with a line of \\. alone, which is missing.");
  }

  /** Flyway would take the rest of the file for a comment and say nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"V3__t.sql", "R__t.sql", "V1_1__t.sql"})
  void unfinishedCommentAfterTheLastStatement(String name) {
    project.migration(name, "SELECT ${long}; /* a */\n /* b /* c */\nCREATE TABLE t (id int);\n");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SCRIPT_UNTERMINATED);
    assertThat(failure.place()).isEqualTo(new Place(Project.MIGRATIONS + name, 2, 2));
  }

  private void assertPlace(String script) {
    String marked = lines(script);
    project.migration("V3__t.sql", marked.replace("^", ""));

    StageFailure failure = project.failure(server);

    assertThat(failure.place()).as(failure.getMessage()).isEqualTo(marked(FILE, marked));
  }

  private static String lines(String script) {
    return script.replaceAll("(?<!\\|)\\|(?!\\|)", "\n").replace("\\t", "\t");
  }

  /** The place of the mark, counted without any of the code under test. */
  private static Place marked(String file, String text) {
    String[] before = text.substring(0, text.indexOf('^')).split("\n", -1);
    String lastLine = before[before.length - 1];
    return new Place(file, before.length, lastLine.codePointCount(0, lastLine.length()) + 1);
  }
}
