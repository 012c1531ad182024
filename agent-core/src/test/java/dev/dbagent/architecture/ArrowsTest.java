// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the house: who may know whom in agent-core. */
class ArrowsTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.dbagent");

  /** The stages in the order of the way; a stage may know those before it, never those after it. */
  private static final List<String> WAY =
      List.of("migration", "seed", "verification", "codegen", "handoff");

  /** The only classes that may look into a dependency's internals; they say why themselves. */
  private static final String FLYWAYS_ADAPTERS =
      "dev\\.dbagent\\.migration\\.(FlywayFailures|DirectRun)(\\$.*)?";

  /** The only class that may touch the context class loader. */
  private static final String ISOLATION = "dev.dbagent.codegen.JooqLoader";

  @Test
  void the_rules_see_the_whole_house() {
    assertThat(CORE.size()).isGreaterThan(60);
    assertThat(CORE.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.dbagent",
            "dev.dbagent.model",
            "dev.dbagent.engine",
            "dev.dbagent.engine.postgres",
            "dev.dbagent.cache",
            "dev.dbagent.diagnosis")
        .containsAll(WAY.stream().map(stage -> "dev.dbagent." + stage).toList());
  }

  @Test
  void core_knows_no_maven() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.maven.."));
  }

  @Test
  void model_knows_the_jdk_only() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.dbagent.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.dbagent.model", "java..", "org.jspecify.annotations"));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_library_lives_in_its_room(String library, List<String> rooms) {
    check(
        noClasses()
            .that(not(resideInAnyPackage(rooms.toArray(String[]::new))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  static Stream<Arguments> libraries() {
    return Stream.of(
        Arguments.of("org.flywaydb..", List.of("dev.dbagent.migration")),
        Arguments.of("org.jooq..", List.of("dev.dbagent.codegen")),
        Arguments.of("org.postgresql..", List.of("dev.dbagent.engine..")),
        Arguments.of("com.google.gson..", List.of("dev.dbagent.handoff", "dev.dbagent.report")),
        Arguments.of("de.siegmar..", List.of("dev.dbagent.seed")),
        Arguments.of("net.datafaker..", List.of("dev.dbagent.seed.fake")),
        Arguments.of("com.github.difflib..", List.of("dev.dbagent.provenance")));
  }

  @Test
  void nobody_uses_a_dependency_s_internals_but_two_adapters() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching(FLYWAYS_ADAPTERS)
            .should()
            .dependOnClassesThat(
                resideInAPackage("..internal..").and(not(resideInAPackage("dev.dbagent..")))));
  }

  @Test
  void only_the_root_names_a_concrete_engine() {
    check(
        noClasses()
            .that(not(resideInAnyPackage("dev.dbagent", "dev.dbagent.engine.postgres..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.dbagent.engine.postgres.."));
  }

  @Test
  void a_stage_never_knows_a_later_one() {
    for (int i = 0; i < WAY.size(); i++) {
      String[] later =
          Stream.concat(WAY.stream().skip(i + 1L), Stream.of("diagnosis", "report"))
              .map(room -> "dev.dbagent." + room + "..")
              .toArray(String[]::new);
      check(
          noClasses()
              .that()
              .resideInAPackage("dev.dbagent." + WAY.get(i) + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(later));
    }
  }

  @Test
  void engine_and_cache_know_no_stage() {
    String[] stages =
        WAY.stream().map(stage -> "dev.dbagent." + stage + "..").toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.dbagent.engine..", "dev.dbagent.cache..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(stages));
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("dev.dbagent.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void public_signatures_speak_only_of_us_and_the_jdk() {
    ArchRule rule =
        methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(speakOnlyOfUsAndTheJdk());
    rule.check(CORE);
    constructors()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should(speakOnlyOfUsAndTheJdk())
        .check(CORE);
  }

  @Test
  void no_static_mutable_state() {
    fields().that().areStatic().should().beFinal().check(CORE);
    fields().that().areStatic().should(notBeMutableContainers()).check(CORE);
  }

  @Test
  void no_standard_streams() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(CORE);
  }

  @Test
  void one_place_touches_the_context_class_loader() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ISOLATION)
            .should()
            .callMethod(Thread.class, "setContextClassLoader", ClassLoader.class));
  }

  private static void check(ArchRule rule) {
    rule.check(CORE);
  }

  private static <T extends JavaCodeUnit> ArchCondition<T> speakOnlyOfUsAndTheJdk() {
    DescribedPredicate<JavaClass> known =
        resideInAnyPackage("dev.dbagent..", "java..", "javax.sql..")
            .or(DescribedPredicate.describe("primitive", JavaClass::isPrimitive));
    return new ArchCondition<>("speak only of us and the JDK") {
      @Override
      public void check(T unit, ConditionEvents events) {
        Stream<JavaClass> spoken =
            Stream.of(
                    unit.getRawParameterTypes().stream(),
                    Stream.of(unit.getRawReturnType()),
                    unit.getThrowsClause().getTypes().stream())
                .flatMap(types -> types)
                .map(JavaClass::getBaseComponentType);
        spoken
            .filter(not(known))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            unit, unit.getFullName() + " speaks of " + type.getName())));
      }
    };
  }

  /** Arrays and thread-safe containers can be changed although their field is final. */
  private static ArchCondition<JavaField> notBeMutableContainers() {
    Set<String> mutable =
        Set.of(
            "java.util.HashMap",
            "java.util.ArrayList",
            "java.util.HashSet",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicReference",
            "java.lang.ThreadLocal");
    return new ArchCondition<>("not be mutable containers") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        if (mutable.contains(field.getRawType().getName())) {
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is mutable"));
        }
      }
    };
  }
}
