// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.cache.StoreLimits;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.handoff.HandedOff;
import dev.dbagent.handoff.MadeOf;
import dev.dbagent.handoff.PackedSources;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Parts;
import dev.dbagent.model.StageFailure;
import dev.dbagent.provenance.Ingredients;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a handoff tells of settings is enough to make the same state elsewhere. */
class HandedOnSettingsTest {

  /** They decide what is generated, or how it is told of; no state depends on them. */
  private static final List<String> NO_PART_OF_A_STATE =
      List.of("package", "xml", "jooq", "module path", "wording", "more", "build file");

  /** The same whatever a project says. */
  private static final List<String> OF_THE_BUILD =
      List.of(
          "goal", "agent", "code of the agent", "Flyway", "jOOQ", "driver", "class path folder");

  @TempDir static Path ofAll;
  @TempDir Path folder;
  private SampleProject plain;
  private SampleProject project;

  @BeforeEach
  void projects() throws IOException {
    plain = new SampleProject(Files.createDirectories(folder.resolve("plain")));
    plain.file("migration/V1__a.sql", "SELECT 1;\n");
    Path own = Files.createDirectories(folder.resolve("own/project"));
    project =
        new SampleProject(own)
            .module("com.example:shop-db:1.0")
            .set("flyway.locations", "filesystem:migration,filesystem:../shared,classpath:db")
            .set("flyway.callbackLocations", "filesystem:callbacks")
            .set("flyway.placeholders.who", "the \"shop\" & <more>\n\u00e4")
            .set("flyway.placeholders.api_key", "s3cr3t")
            .set("flyway.schemas", "shop,other")
            .set("flyway.table", "history")
            .set("flyway.outOfOrder", "true")
            .set("postgresVersion", RealEngine.OLDEST)
            .set("databaseName", "shop")
            .set("initScript", "../init.sql")
            .set("lockTimeout", "11")
            .set("statementTimeout", "61")
            .set("seedDirectory", "rows")
            .set("seedProfiles", "demo,more")
            .set("seedDrift", "warning")
            .set("adversarialRows", "false")
            .set("failOn", "warning")
            .file("migration/V1__a.sql", "SELECT 2;\n")
            .file("migration/V1__a.sql.conf", "executeInTransaction=false\n")
            .file("../shared/V2__b.sql", "SELECT 3;\n")
            .file("callbacks/afterMigrate.sql", "SELECT 4;\n")
            .file("src/main/resources/db/V3__c.sql", "SELECT 5;\n")
            .file("src/main/java/db/V9__J.java", "class V9__J {}\n")
            .file("../init.sql", "SELECT 6;\n")
            .file("rows/customer.csv", "id\n1\n")
            .file("rows/seed.lock", "format: 1\n")
            .file("rows/demo/customer.csv", "id\n2\n")
            .file("rows/more/invoice.yml", "- id: 3\n")
            .file("lib/db/V4__d.sql", "SELECT 7;\n");
    try (OutputStream out = Files.newOutputStream(own.resolve("lib.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("db/"));
      jar.putNextEntry(new JarEntry("db/V5__e.sql"));
      jar.write("SELECT 8;".getBytes(StandardCharsets.UTF_8));
    }
    project.classPath(getClass().getClassLoader(), own.resolve("lib.jar"), own.resolve("lib"));
  }

  static Stream<String> parts() throws IOException {
    HandedOnSettingsTest test = new HandedOnSettingsTest();
    test.folder = ofAll;
    test.projects();
    return partsOf(test.project.settings()).keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void every_part_of_the_key_of_inputs_comes_through(String part) throws IOException {
    AgentSettings there = project.settings();
    String value = partsOf(there).get(part);
    if (NO_PART_OF_A_STATE.contains(part)) {
      return;
    }
    if (!OF_THE_BUILD.contains(part)) {
      assertThat(partsOf(plain.settings()).get(part))
          .as("somebody added %s: this project has to give it another value than usual", part)
          .isNotEqualTo(value);
    }

    AgentSettings here = elsewhere(there, Map.of("flyway.placeholders.api_key", "s3cr3t"));

    assertThat(partsOf(here)).containsEntry(part, value);
  }

  @Test
  void nothing_comes_in_addition() throws IOException {
    AgentSettings there = project.settings();
    AgentSettings here = elsewhere(there, Map.of("flyway.placeholders.api_key", "s3cr3t"));

    assertThat(partsOf(here).keySet()).isEqualTo(partsOf(there).keySet());
    assertThat(MadeOf.of(Recipe.of(there)).differences(MadeOf.of(Recipe.of(here))))
        .isEqualTo(List.of());
    assertThat(partsOf(elsewhere(plain.settings(), Map.of())).keySet())
        .isEqualTo(partsOf(plain.settings()).keySet());
  }

  @Test
  void a_value_is_taken_only_where_a_secret_is_missing() throws IOException {
    Map<String, String> given =
        Map.of("flyway.placeholders.api_key", "other", "flyway.placeholders.who", "somebody");

    Map<String, String> flyway = elsewhere(project.settings(), given).migrations().flyway();

    assertThat(flyway).containsEntry("placeholders.api_key", "other");
    assertThat(flyway.get("placeholders.who")).startsWith("the ");
  }

  @Test
  void without_a_secret_nothing_can_be_made() {
    assertThatThrownBy(() -> elsewhere(project.settings(), Map.of()))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(FailureKind.STATE_NOT_REBUILDABLE);
              assertThat(failure)
                  .hasMessage(
                      "the state of module com.example:shop-db:1.0 was made with secrets that are"
                          + " not in its jar: flyway.placeholders.api_key");
            });
  }

  /** As they come out of a handoff and an archive, in another folder. */
  private AgentSettings elsewhere(AgentSettings there, Map<String, String> given)
      throws IOException {
    Ingredients made = Recipe.of(there);
    HandedOff handedOff =
        new HandedOff(
            there.module(), "", there.engine().product(), Fingerprint.of("x").build(), "", "");
    Path target = folder.resolve("target");
    StateSources.of(there, made.redaction()).writeTo(target);
    Path scratch = Files.createTempDirectory(folder, "scratch");
    StateSources.Unpacked unpacked =
        StateSources.unpack(Files.readAllBytes(target.resolve(PackedSources.FILE_NAME)), scratch);
    assertThat(unpacked.leftOut()).isEmpty();
    return HandedOnSettings.of(handedOff, MadeOf.of(made), given)
        .in(
            unpacked,
            scratch,
            getClass().getClassLoader(),
            null,
            StoreLimits.standard(),
            Wording.plain());
  }

  /** All that counts, by name; of what comes several times, all. */
  private static Map<String, String> partsOf(AgentSettings settings) {
    Map<String, String> parts = new TreeMap<>();
    InputKey.addTo(
        settings,
        new Parts() {
          @Override
          public Parts add(String name, byte[] value) {
            parts.merge(name, new String(value, StandardCharsets.UTF_8), (a, b) -> a + "\n" + b);
            return this;
          }
        });
    return parts;
  }
}
