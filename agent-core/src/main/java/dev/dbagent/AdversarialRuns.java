// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.migration.Prefixes;
import dev.dbagent.model.Count;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.AdversarialRows;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.fake.Hardship;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs migrations over rows that are made up to be hard on them, on databases of their own. What
 * fails there is a warning: a database in use may hold such rows.
 */
final class AdversarialRuns {

  /** Each finds one thing at most; the last one is for nothing but to find no more. */
  private static final int RUNS = 4;

  private final Supplier<PrefixReplayer> replayers;
  private final Supplier<SeedStops> scripts;
  private final Prefixes prefixes;
  private final SeedSet seeds;
  private final String historyTable;

  /**
   * @param replayers each for one run
   * @param scripts that run before the rows come
   * @param prefixes of the history
   * @param seeds come into the database, too
   * @param historyTable the unqualified name of Flyway's own table
   */
  AdversarialRuns(
      Supplier<PrefixReplayer> replayers,
      Supplier<SeedStops> scripts,
      Prefixes prefixes,
      SeedSet seeds,
      String historyTable) {
    this.replayers = replayers;
    this.scripts = scripts;
    this.prefixes = prefixes;
    this.seeds = seeds;
    this.historyTable = historyTable;
  }

  /**
   * What the migrations after the first ones fail over; all of it warnings. That it cannot be found
   * out is a detail and no failure.
   *
   * @param at how many migrations have run when the rows come
   * @param later what the migrations make of the schema
   */
  List<Finding> findings(int at, SchemaSnapshot later, Progress progress) {
    long start = System.nanoTime();
    List<Finding> findings = new ArrayList<>();
    AdversarialRows rows = new AdversarialRows(prefixes.namesAfter(at), later, historyTable);
    try {
      boolean goesOn = true;
      for (int run = 0; goesOn && run < RUNS; run++) {
        goesOn = run(at, rows, findings, progress);
      }
    } catch (StageFailure e) {
      progress.detail("made-up rows were not tried: " + e.getMessage());
    }
    if (rows.rows() > 0) {
      progress.done(
          Stage.SEED, summary(rows, findings), Duration.ofNanos(System.nanoTime() - start));
    }
    return findings;
  }

  private static String summary(AdversarialRows rows, List<Finding> findings) {
    return "Tried: the later migrations over "
        + Count.of(rows.rows(), "made-up row")
        + " in "
        + Count.of(rows.tables(), "table")
        + (findings.isEmpty() ? "" : ", " + Count.of(findings.size(), "warning"));
  }

  /** Whether another run may find something else. */
  private boolean run(int at, AdversarialRows rows, List<Finding> findings, Progress progress) {
    boolean[] isFilled = {false};
    SeedStops stops = scripts.get();
    stops.add(
        at,
        server -> {
          rows.fill(server, seeds, progress);
          isFilled[0] = true;
        });
    try (PrefixReplayer replayer = replayers.get()) {
      try {
        replayer.replayWith(stops);
        return false;
      } catch (StageFailure e) {
        if (!isFilled[0] || !isOfRows(e)) {
          throw e;
        }
        findings.add(finding(e.facts(), String.valueOf(prefixes.last(at).version())));
        SqlFault fault = Objects.requireNonNull(e.fault());
        TableName table = fault.table();
        return table != null && rows.leaveOut(replayer.server(), table, guilty(fault));
      }
    }
  }

  /** Not when it waited too long or lacked room. */
  private static boolean isOfRows(StageFailure e) {
    SqlFault fault = e.fault();
    if (fault == null || e.kind().stage() != Stage.MIGRATION) {
      return false;
    }
    return switch (fault.condition()) {
      case LOCK_TIMEOUT, STATEMENT_TIMEOUT, DISK_FULL, CONNECTION -> false;
      default -> true;
    };
  }

  private static Set<Hardship> guilty(SqlFault fault) {
    return switch (fault.condition()) {
      case NOT_NULL -> EnumSet.of(Hardship.NULL);
      case UNIQUE, EXCLUSION -> EnumSet.of(Hardship.DUPLICATE);
      default -> EnumSet.allOf(Hardship.class);
    };
  }

  private static Finding finding(FailureFacts facts, String version) {
    String witness = facts.notes().isEmpty() ? "" : " (" + sentence(facts.notes().get(0)) + ")";
    Place place = facts.place();
    return new Finding(
        FailureKind.ADVERSARIAL_ROW_REFUSED,
        Finding.Severity.WARNING,
        place == null ? "migrations" : place.file(),
        "fails over rows that version "
            + version
            + " allows: "
            + facts.message()
            + witness
            + "; a database in use may hold such rows",
        place);
  }

  private static String sentence(String note) {
    return note.endsWith(".") ? note.substring(0, note.length() - 1) : note;
  }
}
