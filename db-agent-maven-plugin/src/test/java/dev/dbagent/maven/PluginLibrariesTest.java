// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.aether.artifact.Artifact;
import org.junit.jupiter.api.Test;

class PluginLibrariesTest {

  @Test
  void the_list_names_what_the_agent_works_with_and_nothing_optional() {
    assertThat(PluginLibraries.listed())
        .extracting(Artifact::getArtifactId)
        .contains(
            "flyway-core",
            "flyway-database-postgresql",
            "jooq-codegen",
            "jooq-meta",
            "jooq",
            "postgresql",
            "gson",
            "commons-compress",
            "maven-shared-utils")
        .doesNotContain("datafaker", "junit-jupiter");
  }

  @Test
  void every_library_of_the_list_has_a_version() {
    assertThat(PluginLibraries.listed()).extracting(Artifact::getVersion).doesNotContain("");
  }
}
