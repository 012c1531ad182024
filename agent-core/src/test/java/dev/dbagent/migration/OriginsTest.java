// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void writeProject() {
    project =
        new Project(folder)
            .migration(
                "V1__a.sql",
                """
                CREATE TABLE ${owner}.first (id int);
                CREATE TABLE second (id int, CONSTRAINT named CHECK (id > 0));
                ALTER TABLE second ADD CHECK (id > 1) NOT VALID;
                CREATE TYPE color AS ENUM ('red');
                """)
            .migration("V2__b.sql", "ALTER TABLE second RENAME TO third;\nDROP TABLE first;")
            .migration("V10__c.sql", "CREATE TABLE first (a int);\nCREATE INDEX i ON third (id);")
            .set("placeholders.owner", "public");
  }

  @ParameterizedTest
  @CsvSource({
    "public.first, V10__c.sql:1:14",
    "shop.first, V10__c.sql:1:14",
    "public.third, V1__a.sql:2:14",
    "public.color, V1__a.sql:4:13",
  })
  void tells_where_a_table_or_type_was_created(String name, String place) {
    String[] parts = name.split("\\.", -1);

    assertThat(project.history().origins().of(new TableName(parts[0], parts[1])))
        .map(Place::toString)
        .contains(Project.MIGRATIONS + place);
  }

  @ParameterizedTest
  @CsvSource({
    "second, named, V1__a.sql:2:41",
    "second, second_id_check1, V1__a.sql:3:24",
    "third, i, V10__c.sql:2:14",
    "first, first_pkey, V10__c.sql:1:14",
    "first, a, V10__c.sql:1:21",
  })
  void tells_where_a_part_of_a_table_was_created(String table, String part, String place) {
    assertThat(project.history().origins().of(new TableName("public", table), part))
        .map(Place::toString)
        .contains(Project.MIGRATIONS + place);
  }

  @Test
  void says_nothing_of_what_no_script_creates() {
    assertThat(project.history().origins().of(new TableName("public", "nosuch"))).isEmpty();
    assertThat(project.history().origins().of(new TableName("public", "nosuch"), "c")).isEmpty();
  }
}
