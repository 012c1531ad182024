// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Fingerprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowsTest {

  private static final int SIZE = 3;

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
  void each_migration_is_in_one_window_and_the_repeatable_ones_are_in_the_last() {
    Windows windows = windows();
    List<String> seen = new ArrayList<>();
    int done = 1;
    while (!windows.isLast(done)) {
      assertThat(windows.from(done)).hasSize(SIZE);
      windows.from(done).forEach(file -> seen.add(file.script()));
      done = windows.end(done);
    }
    windows.from(done).forEach(file -> seen.add(file.script()));

    assertThat(seen)
        .containsExactly(
            "V2__t.sql",
            "V3__t.sql",
            "V4__t.sql",
            "V5__t.sql",
            "V6__t.sql",
            "V7__t.sql",
            "V8__t.sql",
            "R__r.sql");
  }

  @Test
  void what_is_left_of_a_history_may_be_too_short() {
    assertThat(windows().areWorthwhile(1)).isTrue();
    assertThat(windows().areWorthwhile(2)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubts")
  void in_doubt_a_history_is_seen_as_a_whole(String name, Consumer<Project> change) {
    change.accept(project);

    assertThat(windows().areWorthwhile(0)).isFalse();
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
            it -> it.migration("V3__t.sql", "SELECT '${flyway:timestamp}';")));
  }

  private static Arguments doubt(String name, Consumer<Project> change) {
    return Arguments.of(name, change);
  }

  private Windows windows() {
    MigrationHistory history = project.history();
    return new Windows(history, Prefixes.of(history, Fingerprint.of("test").build()), SIZE);
  }
}
