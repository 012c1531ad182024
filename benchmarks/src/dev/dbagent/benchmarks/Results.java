// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * All measurements of a run, kept in a file as they come.
 *
 * @param facts about the run: lines that begin with {@code #} in the file
 * @param measurements in the order in which they were taken
 */
record Results(Map<String, String> facts, List<Measurement> measurements) {

  static Results read(Path csv) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    List<Measurement> measurements = new ArrayList<>();
    for (String line : Files.readAllLines(csv)) {
      if (line.startsWith("# ")) {
        String[] fact = line.substring(2).split(": ", 2);
        facts.put(fact[0], fact[1]);
      } else if (!line.equals(Measurement.HEADER)) {
        measurements.add(Measurement.ofCsv(line));
      }
    }
    return new Results(facts, measurements);
  }

  void write(Path csv) throws IOException {
    List<String> lines = new ArrayList<>();
    facts.forEach((name, value) -> lines.add("# " + name + ": " + value));
    lines.add(Measurement.HEADER);
    measurements.forEach(measurement -> lines.add(measurement.toCsv()));
    Files.createDirectories(csv.getParent());
    Files.write(csv, lines);
  }

  /** What a history is called, in the order in which they were measured; by id. */
  Map<String, String> histories() {
    Map<String, String> titles = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          if (name.startsWith("history ")) {
            titles.put(name.substring("history ".length()), value);
          }
        });
    return titles;
  }

  Stream<Measurement> of(String history, String contestant) {
    return measurements.stream()
        .filter(m -> m.history().equals(history) && m.contestant().equals(contestant));
  }

  Stream<Measurement> of(String history, Scenario scenario, String contestant) {
    return of(history, contestant).filter(m -> m.scenario().equals(scenario.title()));
  }

  /** Why the contestant did not build it; empty when it did, or was not asked. */
  String failure(String history, Scenario scenario, String contestant) {
    return of(history, scenario, contestant)
        .map(Measurement::failure)
        .filter(failure -> !failure.isEmpty())
        .findFirst()
        .orElse("");
  }

  OptionalDouble seconds(String history, Scenario scenario, String contestant) {
    return median(of(history, scenario, contestant), Measurement::seconds);
  }

  /** What Maven costs without any of them, measured beside them. */
  OptionalDouble floor(String history) {
    return median(of(history, Contestants.FLOOR), Measurement::seconds);
  }

  static OptionalDouble median(
      Stream<Measurement> measurements, ToDoubleFunction<Measurement> value) {
    double[] sorted =
        measurements.filter(Measurement::succeeded).mapToDouble(value).sorted().toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
