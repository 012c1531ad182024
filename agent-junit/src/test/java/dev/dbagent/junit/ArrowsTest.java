// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom in agent-junit. */
class ArrowsTest {

  private static final JavaClasses JUNIT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.dbagent.junit");

  @Test
  void the_rules_see_the_whole_house() {
    assertThat(JUNIT.size()).isGreaterThan(8);
    assertThat(JUNIT.stream().map(JavaClass::getSimpleName))
        .contains("VerifiedDatabaseExtension", "JooqContexts");
  }

  @Test
  void one_class_needs_jooq_because_the_class_path_may_have_none() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.dbagent.junit.JooqContexts")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jooq..")
        .check(JUNIT);
  }

  @Test
  void of_the_agent_only_doors_and_values_are_known() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.dbagent.junit",
            "dev.dbagent",
            "dev.dbagent.engine",
            "dev.dbagent.handoff",
            "dev.dbagent.model",
            "java..",
            "javax.sql..",
            "org.jspecify..",
            "org.junit.jupiter.api..",
            "org.junit.platform.commons.support..",
            "org.opentest4j..",
            "org.jooq..")
        .check(JUNIT);
  }

  @Test
  void one_class_lasts_as_long_as_the_jvm() {
    JUNIT.stream()
        .flatMap(each -> each.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .filter(
            field ->
                field.getRawType().getPackageName().startsWith("java.util")
                    || field.getRawType().getPackageName().startsWith("dev.dbagent"))
        .filter(field -> !field.getOwner().isEnum())
        .forEach(
            field -> assertThat(field.getOwner().getSimpleName()).isEqualTo("LeasesOfThisJvm"));
  }

  @Test
  void no_standard_streams() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(JUNIT);
  }
}
