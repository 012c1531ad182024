// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSourcesTest {

  private static final String REMEDY =
      "because the agent runs before the project is compiled; let a module of its own compile %s,"
          + " add that to the plugin's dependencies, and name a classpath: location";

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder).migration("V1__a.sql", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/db/migration/V2__Fill.java",
        "src/main/kotlin/db/migration/sub/V2__Fill.kt",
        "src/main/java/db/migration/R__Views.java",
        Project.MIGRATIONS + "V2__Fill.java",
      })
  void aMigrationThatIsNotCompiledYetIsTold(String source) {
    project.file(source, "");

    assertThat(project.history().warnings())
        .containsExactly(
            new Finding(
                FailureKind.JAVA_MIGRATION_UNUSABLE,
                Severity.WARNING,
                source,
                "it is not run, " + REMEDY.formatted("it"),
                Place.file(source)));
  }

  @Test
  void severalAreToldOnce() {
    project
        .set("locations", "classpath:db/migration,filesystem:src/main/resources/db")
        .file("src/main/java/db/migration/V2__A.java", "")
        .file("src/main/java/db/migration/V3__B.java", "");

    assertThat(project.history().warnings())
        .singleElement()
        .hasToString(
            "DBA-M025 src/main/java/db/migration/: 2 Java migrations in it are not run, "
                + REMEDY.formatted("them")
                + ": V2__A.java, V3__B.java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/db/migration/Names.java",
        "src/main/java/db/migration/V2__notes.txt",
        "src/main/java/db/other/V2__Fill.java",
        "src/test/java/db/migration/V2__Fill.java",
      })
  void nothingIsSaidOf(String source) {
    project.file(source, "");

    assertThat(project.history().warnings()).isEmpty();
  }

  @Test
  void nothingIsSaidOfLocationsElsewhere() {
    project
        .file("db/V1__a.sql", "")
        .file("src/main/java/db/V2__Fill.java", "")
        .set("locations", "filesystem:db");

    assertThat(project.history().warnings()).isEmpty();
  }
}
