// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Measures what the command line asks for and writes it down. See {@code benchmarks/README.md}. */
public final class Benchmarks {

  private final Workshop workshop;
  private final List<Contestant> contestants;
  private final Results results;
  private final Path csv;

  private Benchmarks(Workshop workshop, List<Contestant> contestants, Results results, Path csv) {
    this.workshop = workshop;
    this.contestants = contestants;
    this.results = results;
    this.csv = csv;
  }

  /**
   * Measures and reports.
   *
   * @param words the folder of the benchmarks, then the options
   */
  public static void main(String... words) throws Exception {
    // Numbers and names are written alike everywhere.
    Locale.setDefault(Locale.ROOT);
    Path here = Path.of(words[0]);
    String[] rest = Arrays.copyOfRange(words, 1, words.length);
    if (List.of(rest).contains("--help")) {
      System.out.print(Options.HELP);
      return;
    }
    try {
      run(here, Options.parse(here, rest));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.HELP);
      System.exit(2);
    }
  }

  private static void run(Path here, Options options) throws Exception {
    Path csv = options.out().resolve("benchmarks.csv");
    if (!options.onlyReport()) {
      measure(Workshop.open(here, options), options, csv);
    }
    Results results = Results.read(csv);
    Files.writeString(options.out().resolve("benchmarks.md"), new Report(results).markdown());
    Files.writeString(options.out().resolve("benchmarks.svg"), new Chart(results).svg());
    say("wrote benchmarks.md, benchmarks.svg and benchmarks.csv in %s", options.out());
  }

  private static void measure(Workshop workshop, Options options, Path csv) throws Exception {
    String version = workshop.maven().execute(workshop.work(), workshop.log("version"), "-v");
    Map<String, String> facts = new LinkedHashMap<>(Machine.describe(workshop.work(), version));
    facts.put("rounds", Integer.toString(options.rounds()));
    facts.put("compared", Versions.forPeople(workshop.versions()));
    say("installing what is compared (the first time this downloads about 300 MB)");
    workshop.install();
    RunningServer server = workshop.startServer();
    List<Contestant> contestants = Contestants.all(workshop.work(), server);
    contestants.forEach(
        c -> facts.put("contestant " + c.id(), c.title() + " | " + c.explanation()));
    List<History> histories = new ArrayList<>();
    for (String id : options.histories()) {
      History history = workshop.history(id);
      histories.add(history);
      facts.put("history " + id, history.title());
    }
    Benchmarks benchmarks =
        new Benchmarks(workshop, contestants, new Results(facts, new ArrayList<>()), csv);
    benchmarks.warmUp(GeneratedHistory.of("20"));
    for (History history : histories) {
      benchmarks.measure(history, options.rounds());
    }
  }

  /** Fills the local Maven repository; what cannot build even this will say so again later. */
  private void warmUp(History history) throws Exception {
    say("filling the Maven repository");
    Path empty = workshop.emptyProject();
    workshop.maven().execute(empty, workshop.log("warm-up-floor"), "-q", "validate");
    for (Contestant contestant : contestants) {
      contestant.memory().forget();
      workshop.checkOut(history, contestant, Scenario.COLD);
      List<String> arguments = new ArrayList<>(List.of("-q"));
      // Both, so that all plugins are there.
      arguments.addAll(contestant.goals(Scenario.BACK));
      MavenCommand.Run run =
          workshop
              .maven()
              .run(
                  workshop.project(history, contestant),
                  contestant.serverFolder(),
                  workshop.log("warm-up-" + contestant.id()),
                  arguments);
      say("  %s: %s", contestant.title(), run.failure().isEmpty() ? "ready" : run.failure());
    }
  }

  /**
   * All live through the scenarios side by side, so that a slow minute of the machine hits all; who
   * begins changes.
   */
  private void measure(History history, int rounds) throws Exception {
    Set<Contestant> out = new HashSet<>();
    for (int round = 1; round <= rounds; round++) {
      List<Contestant> order = new ArrayList<>(contestants);
      Collections.rotate(order, -round + 1);
      for (Scenario scenario : Scenario.values()) {
        for (int time = 1; time <= scenario.times(); time++) {
          floor(history, scenario, round);
          for (Contestant contestant : order) {
            if (!out.contains(contestant) && !build(history, contestant, scenario, round)) {
              out.add(contestant);
            }
          }
        }
        for (int time = 1; time <= scenario.moreTimesForUs(); time++) {
          floor(history, scenario, round);
          build(history, ours(), scenario, round);
        }
      }
      for (int time = 1; time <= DatabasePart.TIMES; time++) {
        databasePart(history, round, time);
      }
    }
  }

  private Contestant ours() {
    return contestants.get(0);
  }

  private void databasePart(History history, int round, int time) throws Exception {
    workshop.checkOut(history, ours(), history.addedAs(round + "." + time));
    settle();
    Path log = workshop.log(history.id() + "-database-part");
    String told =
        workshop.maven().execute(workshop.project(history, ours()), log, DatabasePart.COMMAND);
    results.measurements().addAll(DatabasePart.measurements(history, round, told));
    results.write(csv);
  }

  private void floor(History history, Scenario scenario, int round) throws Exception {
    settle();
    Path log = workshop.log("floor");
    MavenCommand.Run run =
        workshop
            .maven()
            .run(
                workshop.emptyProject(),
                workshop.work().resolve("none"),
                log,
                List.of("-o", "-q", "validate"));
    record(history, scenario, Contestants.FLOOR, round, run, 0);
  }

  private boolean build(History history, Contestant contestant, Scenario scenario, int round)
      throws Exception {
    if (scenario == Scenario.COLD) {
      contestant.memory().forget();
    }
    workshop.checkOut(history, contestant, scenario);
    settle();
    List<String> arguments = new ArrayList<>(List.of("-o", "-q"));
    arguments.addAll(contestant.goals(scenario));
    String log =
        String.join(
            "-", history.id(), contestant.id(), scenario.title().replace(' ', '-'), "" + round);
    Path project = workshop.project(history, contestant);
    MavenCommand.Run run =
        workshop.maven().run(project, contestant.serverFolder(), workshop.log(log), arguments);
    run = run.withFailure(explained(contestant, run.failure()));
    record(history, scenario, contestant.id(), round, run, Folders.tables(project));
    boolean succeeded = run.failure().isEmpty();
    if (!succeeded && !contestant.keepsDatabase()) {
      MemoryWatch.endServersBelow(contestant.serverFolder());
    }
    return succeeded;
  }

  /** zonky's library knows one way out of root, and many containers forbid it. */
  private static String explained(Contestant contestant, String failure) {
    boolean rootsFault =
        contestant.id().equals(Contestants.EMBEDDED)
            && DroppedRoot.isRoot()
            && failure.contains("did not start");
    return rootsFault ? "does not run as root here; " + failure : failure;
  }

  private void record(
      History history,
      Scenario scenario,
      String contestant,
      int round,
      MavenCommand.Run run,
      int tables)
      throws IOException {
    Measurement measurement =
        new Measurement(
            history.id(),
            scenario.title(),
            contestant,
            round,
            run.seconds(),
            run.mavenKb(),
            run.heapKb(),
            run.serverKb(),
            tables,
            run.failure());
    results.measurements().add(measurement);
    results.write(csv);
    say("%s", measurement.toCsv());
  }

  /** What the step before left to be written must not be paid by the next. */
  private static void settle() throws InterruptedException {
    try {
      new ProcessBuilder("sync").start().waitFor();
    } catch (IOException e) {
      // There is none here: then as it is.
      return;
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(format, values));
  }
}
