// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the check refuses, Flyway refuses; what Flyway runs, the check lets pass. */
class PlaceholderCheckIT {

  private static final String T = "CREATE TABLE IF NOT EXISTS t (id int);";
  private static final String X = "SELECT '${x}';";

  @TempDir private Path folder;

  private DatabaseServer server;

  @BeforeEach
  void startServer() {
    server = RealEngine.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static Arguments project(String name, UnaryOperator<Project> project) {
    return Arguments.of(name, project);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        project("in a line comment", p -> p.migration("V1__a.sql", "-- ${x}\n" + T)),
        project("in a last comment", p -> p.migration("V1__a.sql", T + "\n-- ${x}")),
        project("in a block comment", p -> p.migration("V1__a.sql", "/* ${x} */" + T)),
        project("in a body", p -> p.migration("V1__a.sql", "DO $a$BEGIN PERFORM '${x}'; END$a$;")),
        project("in rows", p -> p.migration("V1__a.sql", T + "\nCOPY t FROM stdin;\n${x}\n\\.\n")),
        project("without an end", p -> p.migration("V1__a.sql", T + "SELECT '${x';")),
        project("of Flyway", p -> p.migration("V1__a.sql", "SELECT '${flyway:schema}';")),
        project("in a repeatable", p -> p.migration("V1__a.sql", T).migration("R__a.sql", X)),
        project(
            "in a repeatable beside a target",
            p -> p.migration("V1__a.sql", T).migration("R__a.sql", X).set("target", "1")),
        project(
            "at the target",
            p -> p.migration("V1__a.sql", X).migration("V2__b.sql", T).set("target", "1")),
        project("in a baseline", p -> p.migration("B2__a.sql", X).migration("V1__a.sql", T)),
        project("above a baseline", p -> p.migration("B2__a.sql", T).migration("V3__a.sql", X)),
        project(
            "above the mark",
            p ->
                p.initScript("CREATE TABLE old (id int);")
                    .migration("V2__a.sql", X)
                    .set("baselineOnMigrate", "true")),
        project(
            "in script settings",
            p -> p.migration("V1__a.sql", T).migration("V1__a.sql.conf", "# ${x}")),
        project(
            "switched on again",
            p ->
                p.migration("V1__a.sql", X)
                    .migration("V1__a.sql.conf", "placeholderReplacement=true")
                    .set("placeholderReplacement", "false")),
        project("always", p -> p.migration("V1__a.sql", T).migration("afterConnect.sql", X)),
        project("always", p -> p.migration("V1__a.sql", T).migration("beforeMigrate.sql", X)),
        project("always", p -> p.migration("V1__a.sql", T).migration("afterVersioned.sql", X)),
        project("always", p -> p.migration("V1__a.sql", T).migration("afterMigrate.sql", X)),
        project(
            "always",
            p -> p.migration("V1__a.sql", T).migration("afterMigrateOperationFinish.sql", X)),
        project("each", p -> p.migration("R__a.sql", T).migration("beforeEachMigrate.sql", X)),
        project("each", p -> p.migration("V1__a.sql", T).migration("afterEachMigrate.sql", X)),
        project("each", p -> p.migration("R__a.sql", T).migration("afterMigrateApplied.sql", X)),
        project(
            "repeatables", p -> p.migration("R__a.sql", T).migration("beforeRepeatables.sql", X)),
        project(
            "each statement",
            p -> p.migration("V1__a.sql", T).migration("beforeEachMigrateStatement.sql", X)),
        project(
            "each statement",
            p -> p.migration("V1__a.sql", T).migration("afterEachMigrateStatement.sql", X)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, UnaryOperator<Project> made) {
    Project project = made.apply(new Project(folder));

    assertThat(catchThrowable(project::history)).hasMessageContaining("the placeholder");
    assertThat(catchThrowable(() -> unchecked(project))).hasMessageContaining("placeholder");
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        project("after half a prefix", p -> p.migration("V1__a.sql", "SELECT '$${x}';")),
        project("of Flyway", p -> p.migration("V1__a.sql", "SELECT '${FLYWAY:defaultschema}';")),
        project(
            "beyond the target",
            p -> p.migration("V1__a.sql", T).migration("V1_1__b.sql", X).set("target", "1")),
        project(
            "beyond a target that nothing has",
            p -> p.migration("V1__a.sql", T).migration("V9__b.sql", X).set("target", "7?")),
        project(
            "for the next",
            p -> p.migration("V1__a.sql", T).migration("V2__b.sql", X).set("target", "next")),
        project("for none", p -> p.migration("V1__a.sql", X).set("target", "current")),
        project(
            "for none, each",
            p ->
                p.migration("V1__a.sql", T)
                    .migration("afterEachMigrate.sql", X)
                    .set("target", "current")),
        project(
            "below a baseline",
            p ->
                p.migration("V1__a.sql", X)
                    .migration("B1__a.sql", X)
                    .migration("V2_0__a.sql", X)
                    .migration("B2__b.sql", T)),
        project(
            "below the mark",
            p ->
                p.initScript("CREATE TABLE old (id int);")
                    .migration("V2__a.sql", X)
                    .migration("V3__b.sql", T)
                    .set("baselineOnMigrate", "true")
                    .set("baselineVersion", "2")),
        project(
            "in a baseline that the mark replaces",
            p ->
                p.initScript("CREATE TABLE old (id int);")
                    .migration("B2__a.sql", X)
                    .migration("V3__b.sql", T)
                    .set("baselineOnMigrate", "true")),
        project(
            "switched off",
            p -> p.migration("V1__a.sql", X).set("placeholderReplacement", "FALSE")),
        project(
            "switched off for one",
            p ->
                p.migration("R__a.sql", X)
                    .migration("R__a.sql.conf", "placeholderReplacement=false")
                    .migration("beforeMigrate.sql", X)
                    .migration("beforeMigrate.sql.conf", "placeholderReplacement=false")),
        project(
            "not resolved", p -> p.migration("V1__a.sql", X).set("skipDefaultResolvers", "true")),
        project(
            "not called",
            p ->
                p.migration("V1__a.sql", T)
                    .migration("beforeMigrate.sql", X)
                    .set("skipDefaultCallbacks", "true")),
        project(
            "no repeatable",
            p -> p.migration("V1__a.sql", T).migration("beforeRepeatables.sql", X)),
        project(
            "no statement",
            p -> p.migration("V1__a.sql", "-- none").migration("afterEachMigrateStatement.sql", X)),
        project("no error", p -> p.migration("V1__a.sql", T).migration("afterMigrateError.sql", X)),
        project("in the init script", p -> p.initScript(X).migration("V1__a.sql", T)),
        project(
            "applied before",
            p ->
                p.initScript(
                        """
                        CREATE TABLE flyway_schema_history (
                          installed_rank int PRIMARY KEY, version text, description text, type text,
                          script text, checksum int, installed_by text, installed_on timestamp,
                          execution_time int, success boolean);
                        INSERT INTO flyway_schema_history VALUES
                          (1, '1', 'a', 'BASELINE', 'a', NULL, 'me', now(), 1, true);
                        """)
                    .migration("V1__a.sql", X)
                    .migration("V2__b.sql", T)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void accepted(String name, UnaryOperator<Project> made) {
    Project project = made.apply(new Project(folder));

    assertThatCode(project::history).doesNotThrowAnyException();
    assertThatCode(() -> unchecked(project)).doesNotThrowAnyException();
  }

  private void unchecked(Project project) {
    MigrationHistory history = new HistoryReader(project.settings()).read();
    new MigrationReplayer().replay(server, history, Progress.silent());
  }
}
