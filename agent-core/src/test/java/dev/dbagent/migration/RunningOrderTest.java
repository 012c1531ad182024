// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningOrderTest {

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void writeProject() {
    project =
        new Project(folder)
            .migration("V10__ten.sql", "SELECT 1;")
            .migration("V2__two.sql", "SELECT 1;")
            .migration("V2.1__more.sql", "SELECT 1;")
            .migration("R__b.sql", "SELECT 1;")
            .migration("R__a.sql", "SELECT 1;")
            .migration("afterMigrate.sql", "SELECT 1;");
  }

  @Test
  void is_by_version_and_then_by_description() {
    assertThat(order())
        .containsExactly("V2__two.sql", "V2.1__more.sql", "V10__ten.sql", "R__a.sql", "R__b.sql");
  }

  @Test
  void begins_with_the_init_script() {
    project.initScript("SELECT 1;");

    assertThat(order()).startsWith("src/main/db/init.sql", "V2__two.sql");
  }

  @Test
  void ends_at_the_target() {
    project.set("target", "2.1");

    assertThat(order()).containsExactly("V2__two.sql", "V2.1__more.sql", "R__a.sql", "R__b.sql");
  }

  @Test
  void begins_at_the_newest_baseline_up_to_the_target() {
    project
        .migration("B2__all.sql", "SELECT 1;")
        .migration("B1__old.sql", "SELECT 1;")
        .migration("B11__beyond.sql", "SELECT 1;")
        .set("target", "10");

    assertThat(order())
        .containsExactly("B2__all.sql", "V2.1__more.sql", "V10__ten.sql", "R__a.sql", "R__b.sql");
  }

  @Test
  void leaves_out_what_an_init_script_stands_for() {
    project.initScript("SELECT 1;").set("baselineOnMigrate", "true").set("baselineVersion", "2");

    assertThat(order()).startsWith("src/main/db/init.sql", "V2.1__more.sql", "V10__ten.sql");
  }

  private List<String> order() {
    return RunningOrder.of(project.history()).stream().map(MigrationFile::script).toList();
  }
}
