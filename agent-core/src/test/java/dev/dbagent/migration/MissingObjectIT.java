// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the expectations a bar ends a line. */
class MissingObjectIT {

  private static final String EARLIER =
      """
      CREATE TABLE customer (id int PRIMARY KEY, email text, "Nick" text);
      CREATE TABLE orders (id int, customer_id int, total numeric);
      CREATE SCHEMA shop CREATE TABLE item (id int);
      CREATE VIEW buyer AS SELECT id FROM customer;
      CREATE INDEX customer_email ON customer (email);
      CREATE TYPE color AS ENUM ('red');
      CREATE FUNCTION price(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE ROLE reporting;
      ALTER TABLE orders ADD CONSTRAINT paid CHECK (total > 0);
      """;

  @TempDir private Path folder;

  private Project project;
  private DatabaseServer server;

  @BeforeEach
  void startServer() {
    project =
        new Project(folder)
            .migration("V1__earlier.sql", EARLIER)
            .set("placeholders.table", "custmer");
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
          table                ; @SELECT 1;|ALTER TABLE custmer ADD x int;@ ; @Did you mean "customer"?|V3__t.sql:2:13 write customer for custmer@
          with a schema        ; @SELECT * FROM public.custmer c;@ ; @Did you mean "customer"?|V3__t.sql:1:22 write customer for custmer@
          in quotes            ; @SELECT * FROM "custmer";@ ; @Did you mean "customer"?|V3__t.sql:1:15 write customer for "custmer"@
          letter case          ; @SELECT "nick" FROM customer;@ ; @Did you mean "Nick"?|V3__t.sql:1:8 write "Nick" for "nick"@
          of a placeholder     ; @SELECT * FROM ${table};@ ; @Did you mean "customer"?@
          view                 ; @DROP VIEW buyr;@ ; @Did you mean "buyer"?|V3__t.sql:1:11 write buyer for buyr@
          index                ; @DROP INDEX customer_emial;@ ; @Did you mean "customer_email"?|V3__t.sql:1:12 write customer_email for customer_emial@
          column               ; @UPDATE customer SET emial = '';@ ; @Did you mean "email"?|V3__t.sql:1:21 write email for emial@
          column of an alias   ; @SELECT o.totl FROM customer c, orders o;@ ; @Did you mean "total"?|V3__t.sql:1:10 write total for totl@
          column elsewhere     ; @SELECT c.total FROM customer c, orders o;@ ; @There is a column public.orders.total.@
          key column           ; @ALTER TABLE orders ADD FOREIGN KEY (customerid) REFERENCES customer;@ ; @Did you mean "customer_id"?|V3__t.sql:1:37 write customer_id for customerid@
          type                 ; @CREATE TABLE t (c colour);@ ; @Did you mean "color"?|V3__t.sql:1:19 write color for colour@
          type of the server   ; @CREATE TABLE t (c txet);@ ; @Did you mean "text"?|V3__t.sql:1:19 write text for txet@
          word of the grammar  ; @CREATE TABLE t (c intger);@ ; @Did you mean "integer"?|V3__t.sql:1:19 write integer for intger@
          function             ; @SELECT prise(1);@ ; @Did you mean "price"?|V3__t.sql:1:8 write price for prise@
          other arguments      ; @SELECT price('a'::text);@ ; @There is a function public.price: it takes other arguments, or its schema is not on the search path.|V1__earlier.sql:7:17 created here@
          function of the server ; @SELECT lenght('a');@ ; @Did you mean "length"?|V3__t.sql:1:8 write length for lenght@
          constraint           ; @ALTER TABLE orders DROP CONSTRAINT payd;@ ; @Did you mean "paid"?|V3__t.sql:1:36 write paid for payd@
          schema               ; @CREATE TABLE shp.t (id int);@ ; @Did you mean "shop"?@
          role                 ; @GRANT SELECT ON orders TO reportin;@ ; @Did you mean "reporting"?|V3__t.sql:1:27 write reporting for reportin@
          parameter            ; @SET statment_timeout = 0;@ ; @Did you mean "statement_timeout"?|V3__t.sql:1:5 write statement_timeout for statment_timeout@
          not on the path      ; @SELECT * FROM item;@ ; @There is a table shop.item, but the schema shop is not on the search path.|V3__t.sql:1:15 write shop.item for item@
          in another schema    ; @SELECT * FROM shop.customer;@ ; @There is a table public.customer.@
          in a block           ; @DO $$|BEGIN|  UPDATE custmer SET id = 1;|END $$;@ ; @Did you mean "customer"?@
          of the same script   ; @CREATE TABLE supplier (id int);|ALTER TABLE suplier ADD x int;@ ; @Did you mean "supplier"?|V3__t.sql:2:13 write supplier for suplier@
          column of the script ; @ALTER TABLE orders ADD discount int;|SELECT discont FROM orders;@ ; @Did you mean "discount"?|V3__t.sql:2:8 write discount for discont@
          extension's type     ; @CREATE TABLE t (c citext);@ ; @It comes with the extension citext, which no script creates.@
          extension's function ; @SELECT uuid_generate_v4();@ ; @It comes with the extension uuid-ossp, which no script creates.@
          operator class       ; @CREATE INDEX ON customer USING gin (email gin_trgm_ops);@ ; @It comes with the extension pg_trgm, which no script creates.@
          nothing is near      ; @SELECT * FROM wholly_unknown;@ ; @@
          """)
  void isNearToWhatThereIs(String name, String script, String told) {
    project
        .migration("V2__more.sql", "SELECT 1;")
        .migration("V3__t.sql", script.replace('|', '\n'));

    assertThat(Told.of(project.failure(server).facts())).isEqualTo(lines(told));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          dropped              ; @SELECT 1;|DROP TABLE orders;@ ; SELECT * FROM orders ; @It was dropped at V2__more.sql:2:12.|V2__more.sql:2:12 dropped here@
          dropped column       ; @ALTER TABLE customer DROP email;@ ; SELECT c.email FROM customer c ; @It was dropped at V2__more.sql:1:27.|V2__more.sql:1:27 dropped here@
          renamed              ; @ALTER TABLE orders RENAME TO sales;@ ; SELECT * FROM orders ; @It was renamed to "sales" at V2__more.sql:1:13.|V2__more.sql:1:13 renamed here|V3__t.sql:1:15 write sales for orders@
          renamed twice        ; @ALTER TABLE orders RENAME TO a;|ALTER TABLE a RENAME TO "B";@ ; SELECT * FROM orders ; @It was renamed to "a" at V2__more.sql:1:13.|V2__more.sql:1:13 renamed here|V3__t.sql:1:15 write "B" for orders@
          renamed and dropped  ; @ALTER TABLE orders RENAME TO a;|DROP TABLE a;@ ; SELECT * FROM orders ; @It was renamed to "a" at V2__more.sql:1:13.|V2__more.sql:1:13 renamed here@
          renamed column       ; @ALTER TABLE customer RENAME COLUMN email TO mail;@ ; UPDATE customer SET email = '' ; @It was renamed to "mail" at V2__more.sql:1:36.|V2__more.sql:1:36 renamed here|V3__t.sql:1:21 write mail for email@
          of another table     ; @ALTER TABLE orders RENAME COLUMN total TO email;@ ; SELECT total FROM customer ; @@
          dropped in a block   ; @DO $$|BEGIN|  DROP TABLE orders;|END $$;@ ; SELECT * FROM orders ; @It was dropped at V2__more.sql:3:14.|V2__more.sql:3:14 dropped here@
          """)
  void isGone(String name, String before, String script, String told) {
    project
        .migration("V2__more.sql", before.replace('|', '\n'))
        .migration("V3__t.sql", script + ";");

    assertThat(Told.of(project.failure(server).facts())).isEqualTo(lines(told));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          table     ; @-- country|CREATE TABLE country (id int);@ ; INSERT INTO country VALUES (1) ; @It is created only at V20__later.sql:2:14, which runs later.|V20__later.sql:2:14 created here@
          column    ; ALTER TABLE customer ADD phone text ; UPDATE customer SET phone = '' ; @It is created only at V20__later.sql:1:26, which runs later.|V20__later.sql:1:26 created here@
          by a name ; ALTER TABLE customer RENAME TO client ; SELECT * FROM client ; @It is created only at V20__later.sql:1:13, which runs later.|V20__later.sql:1:13 created here@
          type      ; CREATE TYPE size AS ENUM ('s') ; CREATE TABLE t (s size) ; @It is created only at V20__later.sql:1:13, which runs later.|V20__later.sql:1:13 created here@
          role      ; CREATE ROLE auditor ; GRANT SELECT ON orders TO auditor ; @It is created only at V20__later.sql:1:13, which runs later.|V20__later.sql:1:13 created here@
          extension ; CREATE EXTENSION "uuid-ossp" ; SELECT uuid_generate_v4() ; @It comes with the extension uuid-ossp, which is created only at V20__later.sql:1:18.|V20__later.sql:1:18 created here@
          """)
  void isYetToCome(String name, String later, String script, String told) {
    project
        .migration("V3__t.sql", script + ";")
        .migration("V20__later.sql", later.replace('|', '\n') + ";");

    assertThat(Told.of(project.failure(server).facts())).isEqualTo(lines(told));
  }

  @Test
  void isDroppedAndMadeAgain() {
    project
        .migration("V2__drop.sql", "DROP TABLE orders;")
        .migration("V3__t.sql", "SELECT * FROM orders;\nCREATE TABLE orders (id int);");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "It was dropped at V2__drop.sql:1:12.",
            "It is created again at V3__t.sql:2:14, which runs later.",
            "V2__drop.sql:1:12 dropped here",
            "V3__t.sql:2:14 created here");
  }

  @Test
  void isMadeByARepeatableMigration() {
    project
        .migration("V3__t.sql", "SELECT * FROM sale;")
        .migration("R__sale.sql", "CREATE OR REPLACE VIEW sale AS SELECT 1 AS id;");

    assertThat(Told.of(project.failure(server).facts()))
        .startsWith("It is created only at R__sale.sql:1:24, which runs later.");
  }

  @Test
  void isMadeBeyondTheTarget() {
    project
        .migration("V3__t.sql", "SELECT * FROM country;")
        .migration("V20__later.sql", "CREATE TABLE country (id int);")
        .set("target", "3");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "It is created only at V20__later.sql:1:14, which does not run because of the target or"
                + " a baseline.",
            "V20__later.sql:1:14 created here");
  }

  @Test
  void isMissingBecauseOfAGap() {
    project
        .migration("V2__a.sql", "SELECT 1;")
        .migration("V5__b.sql", "SELECT 1;")
        .migration("V7__t.sql", "SELECT * FROM stock;")
        .migration("V9__c.sql", "SELECT 1;");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "No script creates it: a Java migration may be missing between V2 and V5 or between V5"
                + " and V7.");
  }

  @Test
  void isNotMissingBecauseOfDatesOrTens() {
    project
        .migration("V10__a.sql", "SELECT 1;")
        .migration("V20__b.sql", "SELECT 1;")
        .migration("V20250101__c.sql", "SELECT 1;")
        .migration("V20250103__t.sql", "SELECT * FROM stock;");

    assertThat(Told.of(project.failure(server).facts())).isEmpty();
  }

  @Test
  void isInAFileThatIsNotRun() {
    project
        .migration("V2_stock.sql", "CREATE TABLE stock (id int);")
        .migration("V3__t.sql", "SELECT * FROM stock;");

    assertThat(Told.of(project.failure(server).facts()))
        .hasSize(2)
        .first()
        .asString()
        .contains("V2_stock.sql");
  }

  @Test
  void isExplainedToACallback() {
    project.migration("afterMigrate.sql", "SELECT * FROM custmer;");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.CALLBACK_FAILED);
    assertThat(Told.of(failure.facts()))
        .containsExactly(
            "Did you mean \"customer\"?", "afterMigrate.sql:1:15 write customer for custmer");
  }

  @Test
  void isExplainedToTheInitScript() {
    project.initScript("SELECT * FROM customer;");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.INIT_SCRIPT_FAILED);
    assertThat(Told.of(failure.facts()))
        .containsExactly(
            "It is created only at V1__earlier.sql:1:14, which runs later.",
            "V1__earlier.sql:1:14 created here");
  }

  private static List<String> lines(String told) {
    return told == null || told.isEmpty() ? List.of() : List.of(told.split("\\|"));
  }
}
