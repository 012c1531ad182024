// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LibraryVersionTest {

  private static final ClassLoader LOADER = LibraryVersionTest.class.getClassLoader();
  private static final ClassLoader NOTHING = ClassLoader.getPlatformClassLoader();

  static Stream<Arguments> libraries() {
    return Stream.of(
        Arguments.of("flyway-core", LibraryVersion.ofPom(LOADER, "org.flywaydb", "flyway-core")),
        Arguments.of("jooq-codegen", LibraryVersion.ofPom(LOADER, "org.jooq", "jooq-codegen")),
        Arguments.of(
            "postgresql",
            LibraryVersion.ofManifest(LOADER, "org/postgresql/Driver.class", "postgresql")));
  }

  /** Else a build would have another key before its libraries are there than afterwards. */
  @ParameterizedTest
  @MethodSource("libraries")
  void what_the_agent_comes_with_is_what_its_jars_say(String artifactId, String ofJar)
      throws IOException {
    assertThat(ofJar).isNotEqualTo("unknown").isEqualTo(LibraryVersion.shipped(artifactId));
  }

  @Test
  void without_a_jar_in_sight_the_version_that_the_agent_comes_with_counts() throws IOException {
    assertThat(LibraryVersion.ofPom(NOTHING, "org.jooq", "jooq-codegen"))
        .isEqualTo(LibraryVersion.shipped("jooq-codegen"));
    assertThat(LibraryVersion.ofPom(NOTHING, "org.acme", "unheard-of")).isEqualTo("unknown");
  }
}
