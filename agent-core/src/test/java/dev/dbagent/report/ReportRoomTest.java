// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is in a report is what the outcome says: nothing is looked up while it is written. */
class ReportRoomTest {

  private static final JavaClasses ROOM = room();

  @Test
  void the_rules_see_the_room() {
    assertThat(ROOM.size()).isGreaterThan(15);
  }

  @Test
  void knows_what_is_told_and_no_stage() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.dbagent.report",
                "dev.dbagent.diagnosis",
                "dev.dbagent.provenance",
                "dev.dbagent.cache",
                "dev.dbagent.model",
                "com.google.gson",
                "java..",
                "javax.xml.stream",
                "org.jspecify.annotations"))
        .check(ROOM);
  }

  @Test
  void asks_neither_the_environment_nor_a_clock() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperties")
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, InetAddress.class)
        .check(ROOM);
  }

  /** The folder itself: beside it there are tests of the same package. */
  private static JavaClasses room() {
    try {
      Path classes =
          Path.of(Reports.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ClassFileImporter().importPath(classes.resolve("dev/dbagent/report"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
