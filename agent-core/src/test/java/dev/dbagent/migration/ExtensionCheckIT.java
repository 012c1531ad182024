// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static dev.dbagent.migration.Project.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionCheckIT {

  private static final String M = Project.MIGRATIONS;

  @TempDir private Path folder;

  private Project project;
  private DatabaseServer server;

  @BeforeEach
  void startServer() {
    project = new Project(folder);
    server = RealEngine.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void nothingHasRunWhenOneIsMissing() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration(
            "V2__places.sql", "-- where customers live\nCREATE EXTENSION IF NOT EXISTS postgis;\n")
        .migration("V3__more.sql", "CREATE EXTENSION citext;\nCREATE EXTENSION postgis_topology;");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(new Place(M + "V2__places.sql", 2, 32));
    assertThat(facts.message()).isEqualTo("the engine does not offer the extension postgis");
    assertThat(facts.excerpt()).isNotNull();
    assertThat(facts.related())
        .containsExactly(
            new Related(
                new Place(M + "V3__more.sql", 2, 18),
                "postgis_topology, which it does not offer either"));
    assertThat(facts.notes())
        .hasSize(2)
        .first()
        .asString()
        .contains("cube")
        .contains("earthdistance");
    assertThat(facts.notes().get(1))
        .startsWith("The engine offers amcheck, ")
        .contains(" pgcrypto, ")
        .doesNotContain("plperl")
        .endsWith(", xml2.");
    assertThat(facts.edits()).isEmpty();
    assertThat(query(server, "SELECT to_regclass('t')")).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource({
    "uuid_ossp, '\"uuid-ossp\"'",
    "pgcripto, pgcrypto",
    "\"PG_trgm\", pg_trgm",
  })
  void theNearestIsOffered(String name, String near) {
    project.migration("V1__t.sql", "CREATE EXTENSION " + name + " WITH SCHEMA public;");

    FailureFacts facts = refused();

    assertThat(facts.notes().get(0)).isEqualTo("Did you mean " + near + "?");
    assertThat(facts.edits())
        .containsExactly(new Edit.Replace(new Place(M + "V1__t.sql", 1, 18), name, near));
  }

  /** {@code ^} stands before the name and is taken out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE EXTENSION ^vector;",
        "create /* a */ extension --b\n if not exists\n^vector -- c",
        "SELECT ';'; CREATE EXTENSION ^\"vector\" CASCADE;",
        "CREATE EXTENSION ^VECTOR SCHEMA public;",
        "SELECT '${long}'; CREATE EXTENSION ^${ext};",
      })
  void isFoundHoweverItIsWritten(String script) {
    String name = M + "V1__t.sql";
    project
        .set("placeholders.ext", "vector")
        .set("placeholders.long", "123456789")
        .migration("V1__t.sql", script.replace("^", ""));

    assertThat(refused().place()).isEqualTo(ScriptPlace.at(name, script, script.indexOf('^')));
  }

  @Test
  void theInitScriptIsLookedAt() {
    project.initScript("CREATE EXTENSION vector;").migration("V1__t.sql", "SELECT 1;");

    assertThat(refused().place()).isEqualTo(new Place("src/main/db/init.sql", 1, 18));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- CREATE EXTENSION vector;",
        "SELECT 'CREATE EXTENSION vector';",
        "DO $$ BEGIN CREATE EXTENSION vector; EXCEPTION WHEN OTHERS THEN NULL; END $$;",
        "DROP EXTENSION IF EXISTS vector;",
        "CREATE TABLE extension (vector int);",
        "CREATE EXTENSION IF NOT EXISTS plpgsql;",
        "CREATE EXTENSION earthdistance CASCADE;",
        "CREATE EXTENSION \"uuid-ossp\";",
      })
  void aSoundScriptIsNotRefused(String script) {
    project.migration("V1__t.sql", script);

    assertThatCode(() -> project.replay(server)).doesNotThrowAnyException();
  }

  @Test
  void aScriptThatIsNotRunIsNotRefused() {
    project
        .migration("V1__t.sql", "SELECT 1;")
        .migration("V2__u.sql", "CREATE EXTENSION vector;")
        .set("target", "1");

    assertThatCode(() -> project.replay(server)).doesNotThrowAnyException();
  }

  @Test
  void whatIsHalfANameIsLeftToTheServer() {
    project.migration("V1__t.sql", "CREATE EXTENSION uuid-ossp;");

    assertThat(project.failure(server).kind()).isEqualTo(FailureKind.SYNTAX_ERROR);
  }

  private FailureFacts refused() {
    StageFailure failure = project.failure(server);
    assertThat(failure.kind()).isEqualTo(FailureKind.EXTENSION_UNAVAILABLE);
    assertThat(failure.fault()).as("what the server said").isNull();
    return failure.facts();
  }
}
