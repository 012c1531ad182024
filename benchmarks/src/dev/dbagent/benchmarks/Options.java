// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param rounds how often each build is measured
 * @param histories sizes of generated histories, or names of real ones
 * @param work where everything happens
 * @param out where the page, the chart and the numbers go
 * @param maven the command
 * @param onlyReport whether to write page and chart anew from the numbers of an earlier run
 */
record Options(
    int rounds, List<String> histories, Path work, Path out, String maven, boolean onlyReport) {

  static final String HELP =
      """
      benchmarks/run [options]

        --rounds N          how often each build is measured (5)
        --histories LIST    sizes of generated histories, SIZE-plain for what a SQL parser can read, or uaa
                            (50,200,1000,uaa,50-plain)
        --quick             one round of 50 migrations, written into the work folder: does everything run?
        --work DIRECTORY    where everything happens, also on which file system (benchmarks/target/work);
                            started as root, a folder that other users can reach; no spaces in it
        --out DIRECTORY     where benchmarks.md, .svg and .csv are written (docs)
        --mvn COMMAND       the Maven to measure with (mvn)
        --report            measure nothing, write .md and .svg anew from .csv
        --help
      """;

  static Options parse(Path here, String... words) {
    int rounds = 5;
    List<String> histories =
        List.of("50", "200", "1000", RealHistory.UAA, "50" + GeneratedHistory.PLAIN);
    Path work = here.resolve("target").resolve("work");
    Path out = here.resolveSibling("docs");
    String maven = "mvn";
    boolean onlyReport = false;
    boolean quick = false;
    Deque<String> left = new ArrayDeque<>(List.of(words));
    while (!left.isEmpty()) {
      String word = left.pop();
      switch (word) {
        case "--rounds" -> rounds = Integer.parseInt(valueOf(word, left));
        case "--histories" -> histories = List.of(valueOf(word, left).split(",", -1));
        case "--work" -> work = Path.of(valueOf(word, left));
        case "--out" -> out = Path.of(valueOf(word, left));
        case "--mvn" -> maven = valueOf(word, left);
        case "--report" -> onlyReport = true;
        case "--quick" -> quick = true;
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
    if (quick) {
      rounds = 1;
      histories = List.of("50");
      out = work.resolve("docs");
    }
    return new Options(
        rounds,
        histories,
        work.toAbsolutePath().normalize(),
        out.toAbsolutePath().normalize(),
        maven,
        onlyReport);
  }

  private static String valueOf(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.pop();
  }
}
