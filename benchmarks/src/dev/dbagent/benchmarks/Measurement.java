// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.util.List;

/**
 * One build.
 *
 * @param history its id
 * @param scenario its title
 * @param contestant its id
 * @param round from 1
 * @param seconds of the whole process
 * @param mavenKb peak of what the JVMs of the build hold in memory; 0 where it cannot be read
 * @param heapKb peak use of Maven's heap, garbage included
 * @param serverKb peak of what the processes of the database server hold, shared pages once
 * @param tables classes for tables and views that are there afterwards
 * @param failure why there was no build, one line; empty for a success
 */
record Measurement(
    String history,
    String scenario,
    String contestant,
    int round,
    double seconds,
    long mavenKb,
    long heapKb,
    long serverKb,
    int tables,
    String failure) {

  static final String HEADER =
      "history,scenario,contestant,round,seconds,maven_kb,heap_kb,server_kb,tables,failure";

  boolean succeeded() {
    return failure.isEmpty();
  }

  String toCsv() {
    return String.join(
        ",",
        history,
        scenario,
        contestant,
        Integer.toString(round),
        "%.3f".formatted(seconds),
        Long.toString(mavenKb),
        Long.toString(heapKb),
        Long.toString(serverKb),
        Integer.toString(tables),
        failure.isEmpty() ? "" : '"' + failure.replace("\"", "\"\"") + '"');
  }

  static Measurement ofCsv(String line) {
    List<String> field = List.of(line.split(",", HEADER.split(",", -1).length));
    return new Measurement(
        field.get(0),
        field.get(1),
        field.get(2),
        Integer.parseInt(field.get(3)),
        Double.parseDouble(field.get(4)),
        Long.parseLong(field.get(5)),
        Long.parseLong(field.get(6)),
        Long.parseLong(field.get(7)),
        Integer.parseInt(field.get(8)),
        field.get(9).replaceAll("^\"|\"$", "").replace("\"\"", "\""));
  }
}
