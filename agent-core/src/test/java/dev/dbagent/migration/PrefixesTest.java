// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Fingerprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrefixesTest {

  private static final Fingerprint BASE = Fingerprint.of("test").build();
  private static final int NONE = 0;
  private static final int ALL = 4;

  @TempDir Path folder;

  private Project project;

  @BeforeEach
  void write() {
    project =
        new Project(folder)
            .migration("V1__a.sql", "CREATE TABLE a (id int);")
            .migration("V2__b.sql", "CREATE TABLE b (id int);")
            .migration("V3__c.sql", "CREATE TABLE c (id int);")
            .migration("V3__c.sql.conf", "executeInTransaction=true")
            .migration("V10__d.sql", "CREATE TABLE d (id int);")
            .migration("R__r.sql", "SELECT 1;")
            .migration("afterEachMigrate.sql", "SELECT 1;");
  }

  @Test
  void a_few_migrations_tell_whether_they_are_likely_to_change_the_catalogue() {
    project
        .migration("V11__rows.sql", "INSERT INTO a SELECT 1 -- created at random")
        .migration("V12__rows.sql", "UPDATE a SET id = 2");

    assertThat(prefixes().areLikelyToChangeCatalogue(0)).isTrue();
    assertThat(prefixes().areLikelyToChangeCatalogue(ALL - 1)).isTrue();
    assertThat(prefixes().areLikelyToChangeCatalogue(ALL)).isFalse();
    assertThat(prefixes().areLikelyToChangeCatalogue(ALL + 2)).isFalse();
  }

  /** A change, and how many of the four states keep their names. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void a_change_renames_the_states_that_it_touches(
      String name, int kept, Consumer<Project> change) {
    Prefixes before = prefixes();

    change.accept(project);

    Prefixes after = prefixes();
    assertThat(before.size()).isEqualTo(ALL);
    assertThat(after.obstacle()).isEmpty();
    for (int count = 1; count <= ALL && count <= after.size(); count++) {
      assertThat(after.key(count).equals(before.key(count)))
          .as("state after %s", count)
          .isEqualTo(count <= kept);
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("nothing", ALL, project -> {}),
        change("one more", ALL, project -> project.migration("V11__e.sql", "SELECT 1;")),
        change("a repeatable", ALL, project -> project.migration("R__r.sql", "SELECT 2;")),
        change("another repeatable", ALL, project -> project.migration("R__s.sql", "SELECT 2;")),
        change("the target", ALL, project -> project.set("target", "10")),
        change("a target before the end", ALL, project -> project.set("target", "3")),
        change("the last", 3, project -> project.migration("V10__d.sql", "SELECT 1;")),
        change("the third", 2, project -> project.migration("V3__c.sql", "SELECT 1;")),
        change(
            "settings of the third",
            2,
            project -> project.migration("V3__c.sql.conf", "executeInTransaction=false")),
        change(
            "settings of the second",
            1,
            project -> project.migration("V2__b.sql.conf", "executeInTransaction=false")),
        change("one between", 2, project -> project.migration("V2.1__x.sql", "SELECT 1;")),
        change("one before all", NONE, project -> project.migration("V0__x.sql", "SELECT 1;")),
        change("a comment in the first", NONE, project -> project.migration("V1__a.sql", "--")),
        change(
            "a callback", NONE, project -> project.migration("afterEachMigrate.sql", "SELECT 2;")),
        change(
            "another callback",
            NONE,
            project -> project.migration("afterEachMigrateStatement.sql", "SELECT 2;")),
        change("an init script", NONE, project -> project.initScript("SELECT 1;")),
        change("a placeholder", NONE, project -> project.set("placeholders.x", "1")),
        change("a setting", NONE, project -> project.set("outOfOrder", "true")),
        change("the schema", NONE, project -> project.set("defaultSchema", "x")),
        change(
            "the patience",
            NONE,
            project -> project.timeouts(Duration.ofSeconds(1), Duration.ofSeconds(60))),
        change(
            "the time limit",
            NONE,
            project -> project.timeouts(Duration.ofSeconds(10), Duration.ofSeconds(61))));
  }

  private static Arguments change(String name, int kept, Consumer<Project> change) {
    return Arguments.of(name, kept, change);
  }

  @Test
  void engine_and_agent_are_in_every_name() {
    Prefixes other = Prefixes.of(project.history(), Fingerprint.of("other").build());

    assertThat(other.key(1)).isNotEqualTo(prefixes().key(1));
  }

  @Test
  void the_checkout_s_path_is_in_none(@TempDir Path elsewhere) {
    Project moved = new Project(elsewhere).migration("V1__a.sql", "CREATE TABLE a (id int);");
    Project here =
        new Project(folder.resolve("x")).migration("V1__a.sql", "CREATE TABLE a (id int);");

    assertThat(Prefixes.of(moved.history(), BASE).key(1))
        .isEqualTo(Prefixes.of(here.history(), BASE).key(1));
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void in_doubt_there_are_none(
      Map<String, String> settings, Map<String, String> files, String why) {
    settings.forEach(project::set);
    files.forEach(project::migration);

    Prefixes prefixes = prefixes();

    assertThat(prefixes.obstacle()).hasValueSatisfying(told -> assertThat(told).contains(why));
    assertThat(prefixes.size()).isZero();
  }

  static Stream<Arguments> obstacles() {
    return Stream.of(
        Arguments.of(Map.of("initSql", "SELECT 1"), Map.of(), "initSql"),
        Arguments.of(Map.of("group", "true"), Map.of(), "group"),
        Arguments.of(Map.of("skipExecutingMigrations", "true"), Map.of(), "skipExecuting"),
        Arguments.of(Map.of("skipDefaultResolvers", "true"), Map.of(), "skipDefaultResolvers"),
        Arguments.of(Map.of("callbacks", "a.B"), Map.of(), "callbacks"),
        Arguments.of(Map.of("resolvers", "a.B"), Map.of(), "resolvers"),
        Arguments.of(Map.of("target", "next"), Map.of(), "cannot be told"),
        Arguments.of(Map.of("baselineOnMigrate", "true"), Map.of(), "cannot be told"),
        Arguments.of(Map.of(), Map.of("beforeMigrate.sql", "SELECT 1;"), "beforeMigrate.sql"),
        Arguments.of(Map.of(), Map.of("afterMigrate__x.sql", "SELECT 1;"), "afterMigrate__x.sql"),
        Arguments.of(Map.of(), Map.of("afterVersioned.sql", "SELECT 1;"), "afterVersioned.sql"),
        Arguments.of(Map.of(), Map.of("afterConnect.sql", "SELECT 1;"), "afterConnect.sql"),
        Arguments.of(Map.of(), Map.of("beforeEachMigrate.sql", "SELECT 1;"), "beforeEachMigrate"),
        Arguments.of(Map.of(), Map.of("beforeRepeatables.sql", "SELECT 1;"), "beforeRepeatables"));
  }

  @Test
  void callbacks_that_are_switched_off_do_not_matter() {
    project.migration("afterMigrate.sql", "SELECT 1;").set("skipDefaultCallbacks", "true");

    assertThat(prefixes().obstacle()).isEmpty();
  }

  @Test
  void a_baseline_comes_first() {
    project.migration("B2__all.sql", "SELECT 1;");

    assertThat(prefixes().scripts())
        .containsExactly("B2__all.sql", "V3__c.sql", "V10__d.sql", "R__r.sql");
    assertThat(prefixes().size()).isEqualTo(3);
  }

  private Prefixes prefixes() {
    return Prefixes.of(project.history(), BASE);
  }
}
