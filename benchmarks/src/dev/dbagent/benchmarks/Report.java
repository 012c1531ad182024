// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The page for people. What speaks against us is on it like everything else. */
final class Report {

  private static final String NOTHING = "–";

  private final Results results;
  private final Map<String, String> contestants = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  Report(Results results) {
    this.results = results;
    results
        .facts()
        .forEach(
            (name, value) -> {
              if (name.startsWith("contestant ")) {
                contestants.put(name.substring("contestant ".length()), value);
              }
            });
  }

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Benchmarks

        What one `mvn -o -q generate-sources` costs, from the start of the process to its end, in seconds: migrations in, jOOQ code
        out. Written by `benchmarks/run` ([how it measures, how to run it](../benchmarks/README.md)); every single number is in
        [benchmarks.csv](benchmarks.csv). Ratios are what carries over to other machines, seconds are not.

        ![Medians of all builds as bars](benchmarks.svg)

        """);
    page.append(machine());
    page.append("\n## Who is compared\n\n");
    contestants
        .values()
        .forEach(c -> page.append("- **" + title(c) + "**: " + explanation(c) + ".\n"));
    page.append(
        "\n## What is built\n\n| scenario | what happened before the build |\n| --- | --- |\n");
    for (Scenario scenario : Scenario.values()) {
      page.append("| " + scenario.title() + " | " + scenario.description() + " |\n");
    }
    page.append(
        """

        The Maven repository is filled for all. After an edited migration and after a branch switch a kept database no longer fits
        its history: there, the running server's build is `mvn flyway:clean generate-sources`. (Without the `clean`, Flyway refuses
        the edited migration, and after the switch jOOQ would generate the other branch's table.)
        """);
    results.histories().forEach((id, title) -> page.append(section(id, title)));
    return page.toString();
  }

  private String machine() {
    StringBuilder table = new StringBuilder("| | |\n| --- | --- |\n");
    results
        .facts()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("contestant ") && !name.startsWith("history ")) {
                table.append("| " + name + " | " + value + " |\n");
              }
            });
    return table.toString();
  }

  private String section(String history, String title) {
    notes.clear();
    double floor = results.floor(history).orElse(0);
    StringBuilder section = new StringBuilder();
    section.append("\n## " + title + "\n\n");
    section.append(
        "Maven without any of them (`mvn -o -q validate` of an empty project): %.2f s. In brackets: times db-agent's.\n\n"
            .formatted(floor));
    section.append(table("whole process", history, (s, c) -> times(history, s, c, 0)));
    section.append(table("above the floor", history, (s, c) -> times(history, s, c, floor)));
    section.append(table("MB: Maven, its heap, server", history, (s, c) -> memory(history, s, c)));
    section.append(DatabasePart.sentence(results, history));
    section.append(slower(history));
    section.append(spread(history));
    differentTables(history);
    for (int note = 0; note < notes.size(); note++) {
      section.append("\n[" + (note + 1) + "] " + notes.get(note) + "\n");
    }
    return section.toString();
  }

  /** What stands in the row of a scenario, in the column of a contestant. */
  private interface Cell {
    String of(Scenario scenario, String contestant);
  }

  private String table(String corner, String history, Cell cell) {
    StringBuilder table = new StringBuilder("| " + corner + " |");
    contestants.values().forEach(c -> table.append(" " + title(c) + " |"));
    table.append("\n| --- |" + " --: |".repeat(contestants.size()) + "\n");
    for (Scenario scenario : Scenario.values()) {
      table.append("| " + scenario.title() + " |");
      for (String contestant : contestants.keySet()) {
        String failure = results.failure(history, scenario, contestant);
        String text =
            failure.isEmpty() ? cell.of(scenario, contestant) : failed(contestant, failure);
        table.append(" " + text + " |");
      }
      table.append("\n");
    }
    return table.append("\n").toString();
  }

  private String failed(String contestant, String failure) {
    String note = title(contestants.get(contestant)) + " cannot build this: " + failure;
    if (!notes.contains(note)) {
      notes.add(note);
    }
    return "fails [" + (notes.indexOf(note) + 1) + "]";
  }

  private String times(String history, Scenario scenario, String contestant, double floor) {
    OptionalDouble theirs = results.seconds(history, scenario, contestant);
    OptionalDouble ours = results.seconds(history, scenario, Contestants.OURS);
    if (theirs.isEmpty()) {
      return NOTHING;
    }
    double above = theirs.getAsDouble() - floor;
    String text = "%.2f".formatted(above);
    if (contestant.equals(Contestants.OURS) || ours.isEmpty()) {
      return text;
    }
    return text + " (" + ratio(above, ours.getAsDouble() - floor) + ")";
  }

  /** Less than one in bold: there we are slower. */
  private static String ratio(double theirs, double ours) {
    if (ours <= 0) {
      return "∞";
    }
    double ratio = theirs / ours;
    String text = (ratio < 10 ? "%.2f×" : "%.0f×").formatted(ratio);
    return ratio < 1 ? "**" + text + "**" : text;
  }

  private String memory(String history, Scenario scenario, String contestant) {
    List<ToDoubleFunction<Measurement>> values =
        List.of(Measurement::mavenKb, Measurement::heapKb, Measurement::serverKb);
    List<String> texts = new ArrayList<>();
    for (ToDoubleFunction<Measurement> value : values) {
      OptionalDouble kb = Results.median(results.of(history, scenario, contestant), value);
      texts.add(kb.isEmpty() ? NOTHING : "%.0f".formatted(kb.getAsDouble() / 1024));
    }
    return texts.stream().allMatch(NOTHING::equals) ? NOTHING : String.join(", ", texts);
  }

  private String slower(String history) {
    StringBuilder text = new StringBuilder();
    for (String contestant : contestants.keySet()) {
      List<String> cases = new ArrayList<>();
      for (Scenario scenario : Scenario.values()) {
        OptionalDouble ours = results.seconds(history, scenario, Contestants.OURS);
        OptionalDouble theirs = results.seconds(history, scenario, contestant);
        if (ours.isPresent() && theirs.isPresent() && theirs.getAsDouble() < ours.getAsDouble()) {
          double more = ours.getAsDouble() - theirs.getAsDouble();
          cases.add("%s by %.2f s".formatted(scenario.title(), more));
        }
      }
      if (!cases.isEmpty()) {
        String peer = title(contestants.get(contestant));
        text.append("- slower than **" + peer + "**: " + String.join(", ", cases) + "\n");
      }
    }
    return text.isEmpty()
        ? "db-agent is slower than none of them in this history.\n\n"
        : "Where db-agent is slower:\n\n" + text + "\n";
  }

  /** How far apart the rounds of one cell lie. */
  private String spread(String history) {
    Map<String, DoubleSummaryStatistics> cells =
        results.measurements().stream()
            .filter(m -> m.history().equals(history) && m.succeeded())
            .filter(m -> contestants.containsKey(m.contestant()))
            .collect(
                Collectors.groupingBy(
                    m -> m.scenario() + m.contestant(),
                    Collectors.summarizingDouble(Measurement::seconds)));
    DoubleSummaryStatistics spreads =
        cells.values().stream()
            .mapToDouble(cell -> (cell.getMax() - cell.getMin()) / cell.getMin() * 100)
            .summaryStatistics();
    return spreads.getMax() <= 0
        ? ""
        : "From a cell's fastest round to its slowest: %.0f %% on average, %.0f %% at most.\n"
            .formatted(spreads.getAverage(), spreads.getMax());
  }

  /** A build that is fast because it does less is no better. */
  private void differentTables(String history) {
    for (Scenario scenario : Scenario.values()) {
      Function<String, List<Integer>> counts =
          contestant ->
              results
                  .of(history, scenario, contestant)
                  .filter(Measurement::succeeded)
                  .map(Measurement::tables)
                  .distinct()
                  .toList();
      List<Integer> ours = counts.apply(Contestants.OURS);
      for (String contestant : contestants.keySet()) {
        List<Integer> theirs = counts.apply(contestant);
        if (!ours.isEmpty() && !theirs.isEmpty() && !theirs.equals(ours)) {
          notes.add(
              "Not the same result, %s: %s generated classes for %s tables and views, db-agent for %s."
                  .formatted(scenario.title(), title(contestants.get(contestant)), theirs, ours));
        }
      }
    }
  }

  static String title(String contestant) {
    return contestant.substring(0, contestant.indexOf(" | "));
  }

  private static String explanation(String contestant) {
    return contestant.substring(contestant.indexOf(" | ") + 3);
  }
}
