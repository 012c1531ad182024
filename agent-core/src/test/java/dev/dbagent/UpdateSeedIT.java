// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.model.FailureKind;
import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seeds are written for one version; migrations come; the seeds ride. */
class UpdateSeedIT {

  private static final String CUSTOMERS =
      """
      # Our customers.

      - id: 1
        name: Ada Lovelace
        # the boss
        boss: ~

      # reports to Ada
      - id: 002
        name: "Grace Hopper"
        boss: 1
      """;

  @TempDir Path folder;
  private SampleProject project;

  @BeforeEach
  void write() {
    project = new SampleProject(folder);
    project.file(
        "migration/V1__customer.sql",
        """
        CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, boss int REFERENCES customer,
          made timestamptz DEFAULT now());
        CREATE TABLE invoice (no int PRIMARY KEY, customer int REFERENCES customer, total int);
        CREATE TABLE country (code text PRIMARY KEY);
        INSERT INTO country VALUES ('DE');
        """);
    project.file("seed/customer.yml", CUSTOMERS);
    project.file("seed/invoice.csv", "no,customer,total\n7,1,\"100\"\n8,2,250\n");
    assertThat(project.updateSeed(0))
        .containsExactly("Recorded: the seeds are written for version 1");
    assertThat(project.updateSeed(0))
        .containsExactly("Up to date: the seeds are written for version 1");
  }

  @Test
  void files_become_what_the_migrations_make_of_them() {
    migrate(
        2,
        """
        ALTER TABLE customer RENAME TO client;
        ALTER TABLE client RENAME COLUMN boss TO reports_to;
        ALTER TABLE client ADD COLUMN active boolean NOT NULL DEFAULT true;
        ALTER TABLE invoice ALTER COLUMN total TYPE numeric(10,2) USING total / 100.0;
        """);
    migrate(
        3,
        """
        ALTER TABLE client ADD COLUMN first text;
        ALTER TABLE client ADD COLUMN last text;
        UPDATE client SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
        ALTER TABLE client DROP COLUMN name;
        CREATE TABLE address (client int PRIMARY KEY REFERENCES client, city text DEFAULT 'unknown');
        INSERT INTO address SELECT id FROM client;
        INSERT INTO country VALUES ('FR');
        """);
    assertThat(project.updateSeed(2))
        .containsExactly(
            "Rode: the seeds went from version 1 to version 3",
            "seed/client.yml: 2 values dropped with the column,"
                + " renamed seed/customer.yml -> seed/client.yml, renamed boss -> reports_to",
            "seed/invoice.csv: 2 values changed",
            "seed/address.yml: 2 rows added");

    Map<String, String> golden = new TreeMap<>();
    golden.put(
        "client.yml",
        """
        # Our customers.

        - id: 1
          # the boss
          reports_to: ~
          first: Ada
          last: Lovelace

        # reports to Ada
        - id: 002
          reports_to: 1
          first: Grace
          last: Hopper
        """);
    golden.put("invoice.csv", "no,customer,total\n7,1,1.00\n8,2,2.50\n");
    golden.put("address.yml", "- client: 1\n- client: 2\n");
    assertThat(files()).isEqualTo(golden);
    assertThat(project.prepare()).isEmpty();
    assertThat(project.updateSeed(0))
        .containsExactly("Up to date: the seeds are written for version 3");
    assertThat(files()).isEqualTo(golden);
  }

  @Test
  void what_no_migration_touches_stays_byte_for_byte() {
    migrate(2, "ALTER TABLE customer ADD COLUMN note text; CREATE TABLE other (id int);");
    assertThat(project.updateSeed(0))
        .containsExactly("Rode: the seeds went from version 1 to version 2, and no file changes");
    assertThat(files().get("customer.yml")).isEqualTo(CUSTOMERS);
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void two_machines_write_the_same_in_place_of_random_values_and_times() {
    migrate(
        2,
        """
        ALTER TABLE customer ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
        ALTER TABLE customer ADD COLUMN seen timestamptz NOT NULL DEFAULT now();
        ALTER TABLE invoice ADD COLUMN paid timestamptz NOT NULL DEFAULT clock_timestamp();
        CREATE TABLE contact (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), customer int, at timestamptz);
        INSERT INTO contact (customer, at) SELECT id, made FROM customer;
        CREATE TABLE call (contact uuid REFERENCES contact, n int);
        INSERT INTO call SELECT id, customer FROM contact;
        UPDATE customer SET made = now();
        """);
    SampleProject other = new SampleProject(folder.resolve("other"));
    files("migration").forEach((name, text) -> other.file("migration/" + name, text));
    files("seed").forEach((name, text) -> other.file("seed/" + name, text));

    List<String> told = project.updateSeed(0);
    assertThat(other.updateSeed(0)).isEqualTo(told);

    Map<String, String> files = files();
    assertThat(files("other/seed")).isEqualTo(files("seed"));
    assertThat(files.keySet())
        .containsExactly("call.yml", "contact.yml", "customer.yml", "invoice.csv");
    assertThat(String.valueOf(files.get("customer.yml")).lines())
        .filteredOn(line -> line.startsWith("  token: "))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(files.get("customer.yml"))
        .doesNotContain("made:")
        .containsPattern("  seen: 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\+00\n");
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void rows_without_a_key_are_followed_too() {
    migrate(2, "CREATE TABLE log (a int, b text, c text DEFAULT 'd');");
    project.file("seed/log.yml", "- a: 1\n- a: 1\n  b: x\n- a: 1\n  b: x\n  c: ~\n- a: 01\n");
    project.updateSeed(0);
    migrate(3, "UPDATE log SET b = coalesce(b, 'none'); ALTER TABLE log RENAME a TO n;");
    project.updateSeed(0);
    assertThat(files())
        .containsEntry(
            "log.yml",
            "- n: 1\n  b: none\n- n: 1\n  b: x\n- n: 1\n  b: x\n  c: ~\n- n: 01\n  b: none\n");
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void a_key_that_is_left_out_is_followed() {
    migrate(
        2,
        "CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, n int);");
    project.file("seed/item.csv", "name,n\nnut,\nbolt,5\n");
    project.updateSeed(0);
    migrate(3, "UPDATE item SET n = id * 10 WHERE n IS NULL;");
    project.updateSeed(0);
    assertThat(files()).containsEntry("item.csv", "name,n\nnut,10\nbolt,5\n");
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void what_is_lost_must_be_acknowledged() {
    migrate(2, "DELETE FROM invoice WHERE no = 8; ALTER TABLE invoice DROP COLUMN total;");
    Map<String, String> before = files("seed");

    Diagnosis diagnosis = refused(project, 1);

    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.SEED_LOSS_UNACKNOWLEDGED);
    assertThat(diagnosis.facts().message())
        .isEqualTo("the migrations take 2 rows or values away from the seeds");
    assertThat(diagnosis.facts().notes())
        .containsExactly("seed/invoice.csv: 1 row removed, 1 value dropped with the column.");
    assertThat(files("seed")).isEqualTo(before);
    project.updateSeed(2);
    assertThat(files().get("invoice.csv")).isEqualTo("no,customer\n7,1\n");
  }

  @Test
  void a_table_that_goes_takes_its_file_along() {
    migrate(2, "DROP TABLE invoice;");
    project.updateSeed(2);
    assertThat(files()).containsOnlyKeys("customer.yml");
  }

  @Test
  void each_profile_rides_on_top_of_the_seed_folder() {
    project.file("seed/demo/customer.csv", "id,name,boss\n10,Eve,1\n");
    migrate(
        2,
        """
        ALTER TABLE customer RENAME COLUMN name TO full_name;
        CREATE TABLE address (customer int PRIMARY KEY REFERENCES customer);
        INSERT INTO address SELECT id FROM customer;
        """);
    project.updateSeed(0);
    assertThat(files())
        .containsEntry("demo/customer.csv", "id,full_name,boss\n10,Eve,1\n")
        .containsEntry("address.yml", "- customer: 1\n- customer: 2\n")
        .containsEntry("demo/address.yml", "- customer: 10\n");
    assertThat(project.set("seedProfiles", "demo").prepare()).isEmpty();
  }

  @Test
  void seeds_of_migrations_that_have_changed_are_refused() {
    project.file("migration/V1__customer.sql", "CREATE TABLE customer (id int PRIMARY KEY);");
    migrate(2, "SELECT 1;");
    Diagnosis diagnosis = refused(project, 0);
    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.SEED_RIDE_REFUSED);
    assertThat(diagnosis.facts().place()).hasToString("seed/seed.lock");
    assertThat(diagnosis.facts().message())
        .isEqualTo(
            "migrations up to version 1 have changed since the seeds were written for them,"
                + " and git knows no base");
  }

  @Test
  void a_file_that_is_written_for_the_newest_version_already_is_left_alone() {
    migrate(
        2,
        """
        CREATE TABLE city (name text PRIMARY KEY, size int);
        INSERT INTO city SELECT name, 1 FROM customer;
        ALTER TABLE customer RENAME name TO full_name;
        """);
    project.file("seed/city.yml", "# mine\n- name: Berlin\n");
    assertThat(project.updateSeed(0))
        .contains(
            "Migrations make rows of public.city out of seeds; they are not added to"
                + " seed/city.yml, which is written for the newest version.");
    assertThat(files())
        .containsEntry("city.yml", "# mine\n- name: Berlin\n")
        .containsEntry("customer.yml", CUSTOMERS.replace("name: ", "full_name: "));
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void a_branch_that_edits_its_own_migration_rides_again_from_where_it_began() throws Exception {
    git("init", "-q", "-b", "main");
    commit();
    git("checkout", "-qb", "branch");
    migrate(2, "ALTER TABLE customer RENAME TO client; ALTER TABLE client RENAME name TO title;");
    project.updateSeed(0);
    commit();
    migrate(3, "ALTER TABLE client RENAME title TO label;");
    project.updateSeed(0);
    migrate(2, "ALTER TABLE customer RENAME name TO full_name;");
    migrate(3, "SELECT 1;");

    assertThat(project.updateSeed(0).get(0))
        .startsWith("Took the seed files of commit ")
        .endsWith(
            ", because migrations up to version 3 have changed since the seeds were written for them");

    assertThat(files())
        .containsOnlyKeys("customer.yml", "invoice.csv")
        .containsEntry("customer.yml", CUSTOMERS.replace("name: ", "full_name: "));
    assertThat(project.prepare()).isEmpty();
    assertThat(project.updateSeed(0))
        .containsExactly("Up to date: the seeds are written for version 3");

    migrate(3, "SELECT 2;");
    project.file("seed/invoice.csv", "no,customer,total\n");
    assertThat(refused(project, 0).facts().message())
        .endsWith("for them, and the seed files were edited since");
  }

  @Test
  void what_a_person_wrote_between_the_commit_and_the_ride_is_not_thrown_away() throws Exception {
    git("init", "-q", "-b", "main");
    commit();
    project.file("seed/invoice.csv", "no,customer,total\n9,2,1\n");
    migrate(2, "ALTER TABLE invoice RENAME total TO sum;");
    project.updateSeed(0);
    migrate(2, "ALTER TABLE invoice RENAME total TO amount;");
    Map<String, String> before = files("seed");

    assertThat(refused(project, 0).facts().message())
        .matches(
            ".* for them, and the seed files were edited after commit \\p{XDigit}{10} and before"
                + " they rode");
    assertThat(files("seed")).isEqualTo(before);
  }

  @Test
  void a_commit_may_have_ridden_itself() throws Exception {
    git("init", "-q", "-b", "main");
    migrate(2, "ALTER TABLE invoice RENAME total TO sum;");
    project.updateSeed(0);
    commit();
    migrate(3, "ALTER TABLE invoice RENAME sum TO total;");
    project.updateSeed(0);
    migrate(3, "ALTER TABLE invoice RENAME sum TO amount;");
    project.updateSeed(0);
    assertThat(files()).containsEntry("invoice.csv", "no,customer,amount\n7,1,\"100\"\n8,2,250\n");
  }

  private void commit() throws Exception {
    git("add", "-A");
    git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "all");
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(git.waitFor()).as(command.toString()).isZero();
  }

  @Test
  void a_migration_that_fails_over_the_seeds_changes_nothing() {
    migrate(2, "ALTER TABLE customer ALTER COLUMN boss SET NOT NULL;");
    Map<String, String> before = files("seed");
    Diagnosis diagnosis = refused(project, 0);
    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.NOT_NULL_VIOLATED);
    assertThat(files("seed")).isEqualTo(before);
  }

  private static Diagnosis refused(SampleProject project, long acceptedLoss) {
    return catchThrowableOfType(AgentException.class, () -> project.updateSeed(acceptedLoss))
        .diagnosis();
  }

  private void migrate(int version, String sql) {
    project.file("migration/V" + version + "__next.sql", sql);
  }

  private Map<String, String> files() {
    Map<String, String> files = files("seed");
    assertThat(files.remove("seed.lock")).startsWith("# The seed files are written for");
    return files;
  }

  private Map<String, String> files(String path) {
    Path root = folder.resolve(path);
    try (Stream<Path> all = Files.walk(root)) {
      Map<String, String> files = new TreeMap<>();
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
