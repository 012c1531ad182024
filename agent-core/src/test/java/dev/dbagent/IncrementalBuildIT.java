// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Stage;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build with one migration more generates the code of what that touched. */
class IncrementalBuildIT {

  /** Under a comment of its own in each test: equal catalogues share their code. */
  private final String three =
      "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int REFERENCES a);"
          + " CREATE TABLE c (id serial PRIMARY KEY, note text);"
          + " COMMENT ON TABLE c IS '%s';".formatted(UUID.randomUUID());

  private static final String CODE = "target/generated-sources/jooq/dev/dbagent/sample/tables/";

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  @Test
  void one_table_more_leaves_the_others_as_they_were() throws IOException {
    SampleProject project = project("one").file("migration/V1__three.sql", three);
    assertThat(generated(project)).contains("code for 3 tables by").doesNotContain("as before");
    project.file("migration/V2__more.sql", "CREATE TABLE d (id int PRIMARY KEY)");
    assertThat(generated(project)).contains("code for 4 tables by", "(3 as before)");
    assertSameAsFresh(project);
    project.file("migration/V3__column.sql", "ALTER TABLE a ADD name text");
    assertThat(generated(project)).contains("(3 as before)");
    assertSameAsFresh(project);
  }

  @Test
  void a_file_that_was_edited_or_deleted_by_hand_comes_back() throws IOException {
    SampleProject project = project("hand").file("migration/V1__three.sql", three);
    generated(project);
    Files.writeString(project.folder().resolve(CODE + "C.java"), "mine");
    Files.delete(project.folder().resolve(CODE + "records/ARecord.java"));
    project.file("migration/V2__more.sql", "CREATE TABLE d (id int PRIMARY KEY)");
    assertThat(generated(project)).contains("(3 as before)");
    assertSameAsFresh(project);
  }

  @Test
  void code_that_jooq_warned_of_is_generated_whole() throws IOException {
    SampleProject project = project("warned").file("migration/V1__three.sql", three);
    generated(project);
    String ambiguous =
        "CREATE TABLE d (id int PRIMARY KEY);"
            + "CREATE FUNCTION d() RETURNS TABLE (id int) LANGUAGE sql AS 'SELECT 1'";
    project.file("migration/V2__ambiguous.sql", ambiguous);
    assertThat(generated(project)).contains("code for 4 tables").doesNotContain("as before");
    assertSameAsFresh(project);
  }

  @Test
  void the_warning_that_every_tree_gets_is_no_reason_to_generate_all() throws IOException {
    SampleProject project = project("tree").file("migration/V1__three.sql", three);
    generated(project);
    String tree = "CREATE TABLE d (id int PRIMARY KEY, d int REFERENCES d)";
    project.file("migration/V2__tree.sql", tree);
    assertThat(generated(project)).contains("code for 4 tables", "(3 as before)");
    assertSameAsFresh(project);
  }

  @Test
  void settings_that_connect_tables_in_their_own_way_make_all_anew() throws IOException {
    String synthetic =
        "<generator><database><syntheticObjects><primaryKeys><primaryKey><tables>c</tables>"
            + "<fields><field>id</field></fields></primaryKey></primaryKeys></syntheticObjects></database>"
            + "</generator>";
    SampleProject project =
        project("synthetic").file("migration/V1__three.sql", three).set("generator", synthetic);
    generated(project);
    project.file("migration/V2__more.sql", "CREATE TABLE d (id int PRIMARY KEY)");
    assertThat(generated(project)).contains("code for 4 tables").doesNotContain("as before");
  }

  @Test
  void settings_that_have_proved_good_prove_nothing_of_others() {
    String good = "<generator><generate><pojos>true</pojos></generate></generator>";
    SampleProject project =
        project("settings").file("migration/V1__three.sql", three).set("generator", good);
    generated(project);
    project
        .file("migration/V2__more.sql", "CREATE TABLE d (id int PRIMARY KEY)")
        .set("generator", good.replace("pojos", "pojo"));

    assertThat(project.generate())
        .map(diagnosis -> diagnosis.facts().kind())
        .contains(FailureKind.GENERATOR_REJECTED);
  }

  private SampleProject project(String name) {
    return new SampleProject(folder.resolve(name))
        .progress(
            new Told() {
              @Override
              public void done(Stage stage, String summary, Duration took) {
                if (stage == Stage.CODEGEN) {
                  said.add(summary);
                }
              }
            });
  }

  private String generated(SampleProject project) {
    said.clear();
    assertThat(project.generate()).isEmpty();
    return String.join("\n", said);
  }

  /** The same scripts, and settings that say the same: nothing was generated with them before. */
  private void assertSameAsFresh(SampleProject project) throws IOException {
    SampleProject fresh = project("fresh" + System.nanoTime());
    try (Stream<Path> scripts = Files.list(project.folder().resolve("migration"))) {
      for (Path script : scripts.toList()) {
        fresh.file("migration/" + script.getFileName(), Files.readAllBytes(script));
      }
    }
    fresh.set("generator", "<generator/>");
    assertThat(generated(fresh)).doesNotContain("as before");
    assertThat(code(project)).isEqualTo(code(fresh));
  }

  private static SortedMap<String, String> code(SampleProject project) throws IOException {
    Path root = project.folder().resolve("target/generated-sources/jooq");
    SortedMap<String, String> code = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        code.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return code;
  }
}
