// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.report.Case;
import dev.dbagent.report.Case.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes down what got its turn, how long it took and what should have come after it. */
final class Journal implements Progress {

  private record Item(Stage stage, String name) {

    // What javac leaves to the JVM costs each one that has just started some ten milliseconds.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Item item && stage == item.stage && name.equals(item.name);
    }

    @Override
    public int hashCode() {
      return 31 * stage.hashCode() + name.hashCode();
    }
  }

  private final Progress told;
  private final Set<Item> expected = new LinkedHashSet<>();
  private final List<Case> passed = new ArrayList<>();
  private @Nullable Item current;
  private long begun;

  /**
   * @param told is told everything too
   */
  Journal(Progress told) {
    this.told = told;
  }

  void expect(Stage stage, List<String> names) {
    names.forEach(name -> expected.add(new Item(stage, name)));
  }

  /** What is expected of a stage has had its turn in an earlier build. */
  void stood(Stage stage) {
    stood(stage, expected.stream().filter(item -> item.stage() == stage).map(Item::name).toList());
  }

  /** These had their turn in an earlier build, unless they have had it in this one. */
  void stood(Stage stage, List<String> names) {
    Set<Item> told = new HashSet<>();
    passed.forEach(one -> told.add(new Item(one.stage(), one.name())));
    List<Case> before = new ArrayList<>();
    for (String name : names) {
      if (!told.contains(new Item(stage, name))) {
        before.add(new Case(stage, name, Verdict.PASSED, Duration.ZERO));
      }
    }
    passed.addAll(0, before);
  }

  /**
   * Everything that ran or should have.
   *
   * @param diagnosis why it ended early; null when it did not
   */
  List<Case> cases(@Nullable Diagnosis diagnosis) {
    Item failed = diagnosis == null ? null : failed(diagnosis);
    if (failed != null && !failed.equals(current)) {
      endCurrent();
    }
    List<Case> cases = new ArrayList<>(passed);
    if (failed != null) {
      cases.removeIf(other -> isAbout(other, failed));
      Duration took = failed.equals(current) ? sinceBegun() : Duration.ZERO;
      cases.add(new Case(failed.stage(), failed.name(), Verdict.FAILED, took));
    }
    Set<Item> settled = new HashSet<>();
    cases.forEach(one -> settled.add(new Item(one.stage(), one.name())));
    expected.stream()
        .filter(item -> !settled.contains(item))
        .map(item -> new Case(item.stage(), item.name(), Verdict.SKIPPED, Duration.ZERO))
        .toList()
        .forEach(cases::add);
    return cases;
  }

  /** The check of that code, or the file at that place, or what was under way. */
  private @Nullable Item failed(Diagnosis diagnosis) {
    Place place = diagnosis.facts().place();
    Item check = known(item -> item.name().startsWith(diagnosis.code()));
    if (check != null) {
      return check;
    }
    return place == null ? current : known(item -> item.name().equals(place.file()));
  }

  private @Nullable Item known(Predicate<Item> wanted) {
    return expected.stream().filter(wanted).findFirst().orElse(null);
  }

  private static boolean isAbout(Case told, Item item) {
    return told.stage() == item.stage() && told.name().equals(item.name());
  }

  private Duration sinceBegun() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void endCurrent() {
    if (current != null) {
      passed.add(new Case(current.stage(), current.name(), Verdict.PASSED, sinceBegun()));
      current = null;
    }
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    endCurrent();
    told.done(stage, summary, took);
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {
    endCurrent();
    current = new Item(stage, item);
    begun = System.nanoTime();
    told.advanced(stage, done, total, item);
  }

  @Override
  public void warned(String message) {
    told.warned(message);
  }

  @Override
  public void detail(String message) {
    told.detail(message);
  }
}
