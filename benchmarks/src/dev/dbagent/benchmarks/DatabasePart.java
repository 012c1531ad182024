// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of db-agent's work on an added migration is the database, as the goal itself tells it. */
final class DatabasePart {

  /** How often it is measured in a round. */
  static final int TIMES = 5;

  /** Without the goal that generates code, whose JVM would start at the same time. */
  static final String[] COMMAND = {"-o", "db-agent:prepare"};

  /**
   * A step of it.
   *
   * @param title for people
   * @param word with which the goal begins to say that it is done
   */
  private record Step(String title, String word) {

    double seconds(String told) {
      Matcher line = Pattern.compile(word + ": .*\\((\\d+\\.\\d+) s\\)").matcher(told);
      if (!line.find()) {
        throw new IllegalStateException("db-agent:prepare did not say how long it took: " + title);
      }
      return Double.parseDouble(line.group(1));
    }
  }

  private static final List<Step> STEPS =
      List.of(
          new Step("restore and start", "Started"),
          new Step("replay", "Replayed"),
          new Step("seal", "Sealed"));

  private static final String TOGETHER = "database part";

  private DatabasePart() {}

  /**
   * A measurement of each step, and one of all together.
   *
   * @param told what Maven printed
   */
  static List<Measurement> measurements(History history, int round, String told) {
    List<Measurement> measurements = new ArrayList<>();
    double together = 0;
    for (Step step : STEPS) {
      double seconds = step.seconds(told);
      measurements.add(measurement(history, step.title(), round, seconds));
      together += seconds;
    }
    measurements.add(measurement(history, TOGETHER, round, together));
    return measurements;
  }

  private static Measurement measurement(
      History history, String part, int round, double seconds) {
    return new Measurement(
        history.id(), Scenario.ADDED.title(), part, round, seconds, 0, 0, 0, 0, "");
  }

  /** For people; empty if it was not measured. */
  static String sentence(Results results, String history) {
    List<String> steps = new ArrayList<>();
    for (Step step : STEPS) {
      seconds(results, history, step.title())
          .ifPresent(median -> steps.add("%s %.2f s".formatted(step.title(), median)));
    }
    OptionalDouble together = seconds(results, history, TOGETHER);
    return together.isEmpty()
        ? ""
        : "The database part of *one added*, as `mvn db-agent:prepare` alone tells it: %s, together %.2f s (medians of %d).\n\n"
            .formatted(
                String.join(", ", steps),
                together.getAsDouble(),
                results.of(history, Scenario.ADDED, TOGETHER).count());
  }

  private static OptionalDouble seconds(Results results, String history, String part) {
    return Results.median(results.of(history, Scenario.ADDED, part), Measurement::seconds);
  }
}
