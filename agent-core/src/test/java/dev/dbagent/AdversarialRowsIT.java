// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Stage;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New migrations over rows that nobody has, but might. */
class AdversarialRowsIT {

  @TempDir Path folder;
  private SampleProject project;

  @BeforeEach
  void write() {
    project = of(folder);
  }

  private static SampleProject of(Path folder) {
    SampleProject project = new SampleProject(folder);
    project.file(
        "migration/V1__shop.sql",
        """
        CREATE TABLE customer (
          id int PRIMARY KEY, name varchar(20) NOT NULL, email text UNIQUE, age int CHECK (age >= 0),
          code char(5) NOT NULL CHECK (code ~ '^[A-Z]{5}$'));
        CREATE TABLE product (sku text PRIMARY KEY, title text, price numeric(6, 2) NOT NULL);
        CREATE TABLE invoice (
          no int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sku text NOT NULL REFERENCES product,
          buyer int, amount int NOT NULL, note text);
        """);
    project.file("seed/product.yml", "- sku: A\n  title: Nut\n  price: 1.00\n");
    project.file("seed/invoice.csv", "no,sku,buyer,amount,note\n1,A,,3,first\n");
    project.updateSeed(0);
    return project;
  }

  @Test
  void a_migration_that_counts_on_the_seeds_is_a_warning() throws Exception {
    project.file(
        "migration/V2__note.sql",
        "SELECT 1;\nALTER TABLE invoice ALTER COLUMN note SET NOT NULL;\n");
    String before = Files.readString(folder.resolve("seed/invoice.csv"));
    for (int build = 0; build < 2; build++) {
      Heard told = new Heard();
      assertThat(project.progress(told).prepare()).isEmpty();
      assertThat(told.warnings())
          .singleElement()
          .asString()
          .startsWith(
              "DBA-S019 migration/V2__note.sql: fails over rows that version 1 allows: column"
                  + " \"note\" of relation \"invoice\" contains null values (1 row of public.invoice"
                  + " has no note: no = ")
          .endsWith("); a database in use may hold such rows");
      if (build == 0) {
        assertThat(told.summaries)
            .anyMatch(it -> it.matches("Tried: .* \\d+ made-up rows in 1 table, 1 warning"));
      }
    }
    assertThat(Files.readString(folder.resolve("seed/invoice.csv"))).isEqualTo(before);
  }

  @Test
  void a_migration_that_puts_the_rows_into_order_first_is_none() {
    project.file(
        "migration/V2__note.sql",
        """
        UPDATE invoice SET note = '' WHERE note IS NULL;
        ALTER TABLE invoice ALTER COLUMN note SET NOT NULL;
        """);
    assertThat(warnings()).noneMatch(it -> it.contains("DBA-S019"));
  }

  @Test
  void several_things_are_found_in_one_build() {
    project.file("migration/V2__name.sql", "ALTER TABLE product ADD UNIQUE (title);");
    project.file("migration/V3__note.sql", "ALTER TABLE invoice ALTER COLUMN note SET NOT NULL;");
    project.file(
        "migration/V4__amount.sql", "ALTER TABLE invoice ADD CHECK (amount BETWEEN 0 AND 1000);");
    assertThat(warnings())
        .hasSize(3)
        .satisfiesExactly(
            it -> assertThat(it).contains("V2__name.sql: ", "could not create unique index"),
            it -> assertThat(it).contains("V3__note.sql: ", "null values"),
            it -> assertThat(it).contains("V4__amount.sql: ", "is violated by some row"));
  }

  @Test
  void rows_may_point_to_nothing_as_long_as_no_key_says_where_to() {
    project.file(
        "migration/V2__key.sql",
        "ALTER TABLE invoice RENAME TO bill; ALTER TABLE bill ADD FOREIGN KEY (buyer) REFERENCES customer;");
    assertThat(project.updateSeed(0))
        .filteredOn(line -> line.startsWith("DBA-S019"))
        .singleElement()
        .asString()
        .contains("V2__key.sql: ", "violates foreign key constraint", "bill_buyer_fkey");
  }

  @Test
  void texts_and_numbers_go_to_the_ends_of_their_types() {
    project.file("migration/V2__title.sql", "ALTER TABLE product ALTER title TYPE varchar(200);");
    assertThat(warnings()).singleElement().asString().contains("value too long");
    project.file("migration/V2__title.sql", "UPDATE invoice SET amount = amount * 100;");
    assertThat(warnings()).anyMatch(it -> it.contains("integer out of range"));
    project.file("migration/V2__title.sql", "ALTER TABLE product ALTER price TYPE numeric(5, 2);");
    assertThat(warnings()).anyMatch(it -> it.contains("numeric field overflow"));
  }

  @Test
  void what_the_older_version_forbids_is_not_tried() {
    project.file(
        "migration/V2__all.sql",
        """
        ALTER TABLE product ALTER sku TYPE varchar(2000), ALTER price TYPE numeric(7, 2);
        ALTER TABLE product ADD CHECK (price IS NOT NULL), ADD UNIQUE (sku, title);
        ALTER TABLE invoice ADD FOREIGN KEY (sku) REFERENCES product;
        """);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void a_table_of_which_no_row_can_be_made_up_is_no_failure() {
    project.file("migration/V2__age.sql", "ALTER TABLE customer ALTER age SET NOT NULL;");
    assertThat(warnings()).containsExactly("Nothing is proved on public.customer: there is no row");
  }

  @Test
  void what_cannot_be_made_up_is_taken_from_rows_that_are_there() {
    project.file("seed/customer.yml", "- id: 1\n  name: Ada\n  age: 36\n  code: ABCDE\n");
    project.updateSeed(0);
    project.file("migration/V2__age.sql", "ALTER TABLE customer ALTER age SET NOT NULL;");
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("1 row of public.customer has no age");
  }

  @Test
  void they_are_told_beside_files_that_would_change_and_by_update_seed() {
    project.file(
        "migration/V2__note.sql",
        "ALTER TABLE invoice ALTER COLUMN note SET NOT NULL; UPDATE invoice SET amount = -amount;");
    Diagnosis diagnosis = project.prepare().orElseThrow();
    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.SEED_STALE);
    assertThat(diagnosis.facts().notes()).anyMatch(note -> note.startsWith("DBA-S019 "));
    assertThat(project.updateSeed(0)).anyMatch(line -> line.startsWith("DBA-S019 "));
    // What the files are written for is not new any more.
    assertThat(warnings()).isEmpty();
  }

  @Test
  void they_never_fail_a_build_and_can_be_done_without() {
    project.file("migration/V2__note.sql", "ALTER TABLE invoice ALTER COLUMN note SET NOT NULL;");
    project.set("failOn", "warning");
    assertThat(warnings()).hasSize(1);
    project.set("adversarialRows", "false");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void another_machine_is_told_the_same() {
    SampleProject other = of(folder.resolve("other"));
    for (SampleProject each : List.of(project, other)) {
      each.file("migration/V2__name.sql", "ALTER TABLE product ADD UNIQUE (title);");
    }
    Told told = new Told();
    assertThat(other.progress(told).prepare()).isEmpty();
    assertThat(warnings()).isEqualTo(told.warnings()).isNotEmpty();
  }

  /** Of made-up rows; files may change for all that. */
  private List<String> warnings() {
    Told told = new Told();
    assertThat(project.set("seedDrift", "warning").progress(told).prepare()).isEmpty();
    return told.warnings().stream().filter(it -> !it.startsWith("DBA-S014")).toList();
  }

  private static final class Heard extends Told {

    private final List<String> summaries = new ArrayList<>();

    @Override
    public void done(Stage stage, String summary, Duration took) {
      summaries.add(summary);
    }
  }
}
