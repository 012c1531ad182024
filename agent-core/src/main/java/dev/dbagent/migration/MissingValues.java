// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.PlaceholderText.Placeholder;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the placeholders for which there is no value. Flyway replaces them before it tells
 * comments, strings and statements apart, so they count wherever they stand.
 */
final class MissingValues {

  private static final int PLACES = 20;
  private static final int NAMES = 20;
  private static final int WIDTH = 60;

  /** Of shorter names a few keystrokes make any other. */
  private static final int GUESSABLE = 4;

  /**
   * One of them.
   *
   * @param written as it stands in the file, cut if it is long
   * @param isClosed whether it has an end
   */
  private record Missing(
      MigrationFile file, Placeholder placeholder, String written, boolean isClosed) {

    Place place() {
      return ScriptPlace.at(file.path(), file.text(), placeholder.start());
    }

    boolean hasNameOf(Missing other) {
      return placeholder.name().equalsIgnoreCase(other.placeholder.name());
    }
  }

  private final Placeholders placeholders;
  private final List<Missing> all = new ArrayList<>();

  MissingValues(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  void lookIn(MigrationFile file) {
    PlaceholderText text = placeholders.in(file);
    for (Placeholder found : text.placeholders()) {
      if (found.value() == null) {
        String written = text.source().substring(found.start(), found.end());
        boolean closed = written.equals(placeholders.written(found.name()));
        all.add(new Missing(file, found, shown(written), closed));
      }
    }
  }

  /**
   * Does nothing if there are none.
   *
   * @throws StageFailure with {@link FailureKind#PLACEHOLDER_WITHOUT_VALUE}
   */
  void check() {
    if (!all.isEmpty()) {
      throw new StageFailure(facts(all.get(0)), null);
    }
  }

  private FailureFacts facts(Missing first) {
    String sentence =
        first.isClosed()
            ? "there is no value for the placeholder " + first.written()
            : "the placeholder that begins here has no end: there is no "
                + placeholders.suffix()
                + " after it";
    FailureFacts facts =
        FailureFacts.of(FailureKind.PLACEHOLDER_WITHOUT_VALUE, sentence)
            .at(first.place(), first.file().text());
    for (Missing other : shown(all).subList(1, shown(all).size())) {
      facts = facts.see(other.place(), other.written());
    }
    if (all.size() > PLACES) {
      facts = facts.note("There are " + all.size() + " such places; these are the first.");
    }
    List<String> others =
        all.stream()
            .filter(missing -> !missing.hasNameOf(first))
            .map(Missing::written)
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      facts = facts.note("There is none for " + Few.of(others, NAMES) + " either.");
    }
    return first.isClosed() ? withAdvice(facts, first) : facts;
  }

  private FailureFacts withAdvice(FailureFacts before, Missing first) {
    String name = first.placeholder().name();
    FailureFacts facts = before;
    Optional<String> near =
        name.length() < GUESSABLE ? Optional.empty() : NearestName.of(name, placeholders.names());
    if (near.isPresent()) {
      String better = placeholders.written(near.get());
      facts = facts.note("There is one for " + better + ".");
      for (Missing other : shown(all)) {
        if (other.hasNameOf(first)) {
          facts = facts.suggest(new Edit.Replace(other.place(), other.written(), better));
        }
      }
    }
    return placeholders.isFlyways(name)
        ? facts
        : facts.suggest(new Setting("flyway.placeholders." + name, "..."));
  }

  private static List<Missing> shown(List<Missing> missing) {
    return missing.subList(0, Math.min(PLACES, missing.size()));
  }

  private static String shown(String written) {
    String line = written.replaceAll("\\p{Cntrl}", " ");
    return line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line;
  }
}
