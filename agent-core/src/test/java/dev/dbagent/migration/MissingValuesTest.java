// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.Setting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissingValuesTest {

  private static final String M = Project.MIGRATIONS;

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder);
  }

  @Test
  void allPlacesAreToldInTheOrderOfRunning() {
    project
        .migration("V10__c.sql", "ALTER TABLE c OWNER TO ${owner};")
        .migration("V2__b.sql", "ALTER TABLE b OWNER TO ${owner};\n")
        .migration("V1__a.sql", "CREATE TABLE a (id int);\nALTER TABLE a OWNER TO ${owner};\n");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(new Place(M + "V1__a.sql", 2, 24));
    assertThat(facts.message()).isEqualTo("there is no value for the placeholder ${owner}");
    assertThat(facts.excerpt())
        .isEqualTo(
            new Excerpt(
                1, List.of("CREATE TABLE a (id int);", "ALTER TABLE a OWNER TO ${owner};"), 2, 23));
    assertThat(facts.related())
        .containsExactly(
            new Related(new Place(M + "V2__b.sql", 1, 24), "${owner}"),
            new Related(new Place(M + "V10__c.sql", 1, 24), "${owner}"));
    assertThat(facts.notes()).isEmpty();
    assertThat(facts.setting()).isEqualTo(new Setting("flyway.placeholders.owner", "..."));
  }

  @Test
  void otherNamesAreTold() {
    project.migration("V1__a.sql", "SELECT '${a}', '${b}', '${A}', '${c}', '${b}';");

    FailureFacts facts = refused();

    assertThat(facts.notes()).containsExactly("There is none for ${b}, ${c} either.");
    assertThat(facts.related())
        .extracting(related -> related.place().column(), Related::label)
        .hasSize(4)
        .first()
        .hasToString("(17, \"${b}\")");
  }

  @Test
  void aMultitudeIsCounted() {
    project.migration("V1__a.sql", "SELECT '${x}';\n".repeat(57));

    FailureFacts facts = refused();

    assertThat(facts.related()).hasSize(19);
    assertThat(facts.notes()).containsExactly("There are 57 such places; these are the first.");
  }

  @Test
  void theNearestNameIsOfferedAtAllPlaces() {
    project
        .set("placeholders.Owner", "shop")
        .migration("V1__a.sql", "SELECT '${ownr}', '${ownr}', '${x}';");

    FailureFacts facts = refused();

    assertThat(facts.notes())
        .containsExactly("There is none for ${x} either.", "There is one for ${Owner}.");
    assertThat(facts.edits())
        .containsExactly(
            new Edit.Replace(new Place(M + "V1__a.sql", 1, 9), "${ownr}", "${Owner}"),
            new Edit.Replace(new Place(M + "V1__a.sql", 1, 20), "${ownr}", "${Owner}"));
    assertThat(facts.setting()).isEqualTo(new Setting("flyway.placeholders.ownr", "..."));
  }

  @Test
  void flywaysOwnNamesAreNoSettings() {
    project.migration("V1__a.sql", "SELECT '${flyway:defaultShema}';");

    FailureFacts facts = refused();

    assertThat(facts.notes()).containsExactly("There is one for ${flyway:defaultSchema}.");
    assertThat(facts.setting()).isNull();
  }

  @Test
  void oneWithoutAnEndIsTold() {
    project.migration("V1__a.sql", "SELECT 1;\nSELECT '${owner';\n" + "SELECT 2;\n".repeat(50));

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(new Place(M + "V1__a.sql", 2, 9));
    assertThat(facts.message())
        .isEqualTo("the placeholder that begins here has no end: there is no } after it");
    assertThat(facts.setting()).isNull();
  }

  @Test
  void aLongNameIsCut() {
    project.migration("V1__a.sql", "SELECT '${a\n" + "b".repeat(100) + "}';");

    assertThat(refused().message())
        .isEqualTo("there is no value for the placeholder ${a " + "b".repeat(56) + "...");
  }

  @Test
  void aProjectsOwnSpellingCounts() {
    project
        .set("placeholderPrefix", "@[")
        .set("placeholderSuffix", "]@")
        .set("placeholders.a", "1")
        .migration("V1__a.sql", "SELECT ${x}, @[a]@, @[b]@;");

    FailureFacts facts = refused();

    assertThat(facts.message()).isEqualTo("there is no value for the placeholder @[b]@");
    assertThat(facts.place()).isEqualTo(new Place(M + "V1__a.sql", 1, 21));
  }

  @ParameterizedTest
  @CsvSource({
    "V1__a.sql.conf, executeInTransaction=${x}, V1__a.sql.conf:1:22",
    "R__a.sql, SELECT ${x}, R__a.sql:1:8",
    "B1__a.sql, SELECT ${x}, B1__a.sql:1:8",
    "afterMigrate__grants.sql, SELECT ${x}, afterMigrate__grants.sql:1:8",
  })
  void everyKindOfScriptIsLookedAt(String name, String content, String place) {
    project.migration("V1__a.sql", "SELECT 1;").migration(name, content);

    assertThat(refused().place()).hasToString(M + place);
  }

  @ParameterizedTest
  @CsvSource({"beforeClean", "afterMigrateError", "beforeUndo", "afterInfo"})
  void callbacksOfOtherEventsAreNot(String event) {
    project.migration("V1__a.sql", "SELECT 1;").migration(event + ".sql", "SELECT ${x};");

    assertThat(project.history().files()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"placeholderPrefix", "placeholderSuffix"})
  void anEmptySpellingIsLeftToFlyway(String setting) {
    project.migration("V1__a.sql", "SELECT ${x};").set(setting, "");

    assertThat(project.history().files()).hasSize(1);
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.PLACEHOLDER_WITHOUT_VALUE);
    return facts;
  }
}
