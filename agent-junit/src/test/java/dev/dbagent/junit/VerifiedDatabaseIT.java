// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.dbagent.model.Fingerprint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs classes as users write them. */
class VerifiedDatabaseIT {

  /** It stays: the server in it is there until this JVM ends. */
  private static final Path CACHE = Path.of("target", "cache-of-tests").toAbsolutePath();

  @BeforeAll
  static void makeState() throws Exception {
    SampleState.makeIn(CACHE);
  }

  @Test
  void everything_that_can_be_asked_for_is_given() {
    assertThat(run(Samples.EverythingAsked.class)).allSatisfy(this::passed).hasSize(3);
  }

  @Test
  void the_tests_of_a_class_share_a_database_and_nested_classes_share_it_too() {
    assertThat(run(Samples.SharedByClass.class)).allSatisfy(this::passed).hasSize(3);
  }

  @Test
  void another_class_has_another_database() {
    assertThat(run(Samples.SharedByClass.class, Samples.AnotherClass.class))
        .allSatisfy(this::passed)
        .hasSize(4);
  }

  @Test
  void each_method_repetition_and_set_of_arguments_has_its_own() {
    assertThat(run(Samples.OfEachMethod.class)).allSatisfy(this::passed).hasSize(7);
  }

  @Test
  void an_instance_that_serves_all_methods_gets_the_database_of_each() {
    assertThat(run(Samples.OfEachMethodOnOneInstance.class)).allSatisfy(this::passed).hasSize(3);
  }

  @Test
  void methods_that_run_at_once_on_one_instance_take_parameters() {
    List<Outcome> outcomes = run(Samples.AtOnceOnOneInstance.class);

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).message()).contains("Take the database as a parameter");
  }

  @Test
  void tests_that_run_at_once_do_not_see_each_other() {
    assertThat(run(Samples.AtOnce.class)).allSatisfy(this::passed).hasSize(20);
  }

  @Test
  void nobody_writes_to_what_is_shared() {
    assertThat(run(Samples.ReadOnly.class)).allSatisfy(this::passed).hasSize(1);
  }

  @Test
  void the_schema_is_closed_unless_the_owner_s_rights_are_asked_for() {
    assertThat(run(Samples.Closed.class, Samples.Owner.class)).allSatisfy(this::passed).hasSize(2);
  }

  @Test
  void the_fields_and_parameters_of_others_are_left_alone() {
    assertThat(run(Samples.FieldsOfOthers.class)).allSatisfy(this::passed).hasSize(2);
  }

  @Test
  void a_database_that_is_not_there_yet_is_not_given() {
    List<Outcome> outcomes = run(Samples.ConstructorWithoutMethod.class);

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).message()).contains("there is no method yet");
  }

  @Test
  void a_test_that_fails_keeps_its_database_and_says_how_to_open_it() throws Exception {
    Outcome failed = run(Samples.Failing.class).get(0);

    assertThat(failed.message()).isEqualTo("as it should");
    Throwable suppressed = Objects.requireNonNull(failed.failure()).getSuppressed()[0];
    String told = String.valueOf(suppressed.getMessage());
    assertThat(told)
        .startsWith("the database of this test is kept")
        .containsPattern("(?m)^  psql 'postgresql:.*'$")
        .containsPattern(
            "(?m)^  mvn dev\\.dbagent:db-agent-maven-plugin:\\S+:open"
                + " -DdbAgent\\.database=t_\\d+_\\d+-[0-9a-f]{8}"
                + " '-DdbAgent\\.cacheDirectory="
                + CACHE
                + "'$");
    String file = told.substring(told.indexOf("passfile=") + 9);
    Path passwords = Path.of(file.substring(0, file.indexOf('\'')));
    String password =
        Files.readAllLines(passwords).stream()
            .filter(line -> line.contains("db_agent_test"))
            .map(line -> line.substring(line.lastIndexOf(':') + 1))
            .findFirst()
            .orElseThrow();
    assertThat(told).doesNotContain(password);
    String address = told.substring(told.indexOf('@') + 1, told.indexOf('?'));
    try (Connection connection =
        DriverManager.getConnection("jdbc:postgresql://" + address, "db_agent_test", password)) {
      assertThat(Rows.names(connection)).isEqualTo("Ada,Grace");
    }
  }

  @Test
  void a_state_that_is_gone_is_told_with_what_to_do() throws Exception {
    Path handoff = Path.of("target", "db-agent", "handoff.json");
    String before = Files.readString(handoff);
    try {
      SampleState.handOff(Fingerprint.of("gone").build());

      assertThat(run(Samples.AnotherClass.class).get(0).message())
          .contains("of module com.example:shop-db:1.0 is not in the cache folder " + CACHE)
          .contains("mvn initialize -pl :shop-db -am")
          .contains("mvn dev.dbagent:db-agent-maven-plugin:0.1.0:rebuild");
    } finally {
      Files.writeString(handoff, before);
    }
  }

  private void passed(Outcome outcome) {
    assertThat(outcome.failure()).isNull();
  }

  /** How a test ended, or a class that could not begin. */
  private record Outcome(String name, @Nullable Throwable failure) {
    String message() {
      return failure == null ? "" : String.valueOf(failure.getMessage());
    }
  }

  private static List<Outcome> run(Class<?>... classes) {
    Map<String, String> parameters =
        new TreeMap<>(
            Map.of(
                LeasesOfThisJvm.CACHE_DIRECTORY,
                CACHE.toString(),
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "4"));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classes).map(each -> selectClass(each)).toList())
            .configurationParameters(parameters)
            .build();
    List<Outcome> outcomes = new ArrayList<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getThrowable().isPresent()) {
              synchronized (outcomes) {
                outcomes.add(
                    new Outcome(test.getDisplayName(), result.getThrowable().orElse(null)));
              }
            }
          }
        };
    LauncherFactory.create().execute(request, listener);
    return outcomes;
  }
}
