// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Fingerprint;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunPlanTest {

  private static final int FEWEST = 3;

  @TempDir Path folder;

  private Project project;

  @BeforeEach
  void write() {
    project = new Project(folder).migration("R__r.sql", "SELECT 1;");
    for (int version = 1; version <= 8; version++) {
      project.migration("V" + version + "__t.sql", "SELECT " + version + ";");
    }
  }

  @Test
  void all_but_the_last_versioned_one_is_run_directly() {
    assertThat(plan().direct(1).stream().map(MigrationFile::script))
        .containsExactly(
            "V2__t.sql", "V3__t.sql", "V4__t.sql", "V5__t.sql", "V6__t.sql", "V7__t.sql");
  }

  @Test
  void what_is_left_of_a_history_may_be_too_short() {
    assertThat(plan().direct(4)).hasSize(FEWEST);
    assertThat(plan().direct(5)).isEmpty();
    assertThat(plan().direct(8)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubts")
  void in_doubt_nothing_is_run_directly(String name, Consumer<Project> change) {
    change.accept(project);

    assertThat(plan().direct(0)).isEmpty();
  }

  static Stream<Arguments> doubts() {
    return Stream.of(
        doubt("a target", it -> it.set("target", "8")),
        doubt("a baseline", it -> it.set("baselineOnMigrate", "true")),
        doubt("a script that stands for others", it -> it.migration("B1__b.sql", "SELECT 1;")),
        doubt(
            "a script that knows the history table",
            it -> it.migration("V3__t.sql", "SELECT 1 FROM Flyway_Schema_History;")),
        doubt(
            "a script that knows the table by another name",
            it -> it.set("table", "steps").migration("V3__t.sql", "SELECT 1 FROM steps;")),
        doubt(
            "a script that knows when the run began",
            it -> it.migration("V3__t.sql", "SELECT '${flyway:timestamp}';")),
        doubt(
            "a script that knows the history table as Flyway does",
            it -> it.migration("V3__t.sql", "SELECT 1 FROM ${flyway:table};")),
        doubt(
            "a placeholder that stands for the history table",
            it -> it.set("placeholders.t", "flyway_schema_history")),
        doubt(
            "a script that gives up locks",
            it -> it.migration("V3__t.sql", "SELECT pg_Advisory_unlock_all();")),
        doubt("a script that looks at locks", it -> it.migration("V3__t.sql", "TABLE pg_locks;")),
        doubt("a script that gives up everything", it -> it.migration("V3__t.sql", "DISCARD ALL;")),
        doubt("a callback", it -> it.migration("afterEachMigrate.sql", "SELECT 1;")),
        doubt(
            "a description that Flyway abbreviates",
            it -> it.migration("V9__%s.sql".formatted("x".repeat(201)), "SELECT 1;")));
  }

  private static Arguments doubt(String name, Consumer<Project> change) {
    return Arguments.of(name, change);
  }

  private RunPlan plan() {
    MigrationHistory history = project.history();
    return new RunPlan(history, Prefixes.of(history, Fingerprint.of("test").build()), FEWEST);
  }
}
