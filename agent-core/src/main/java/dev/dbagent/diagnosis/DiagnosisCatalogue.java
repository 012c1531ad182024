// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.StageFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows what each kind of failure means. */
public final class DiagnosisCatalogue {

  private static final String PREFIX = "DBA-";

  private DiagnosisCatalogue() {}

  /** One for each kind, sorted by code. */
  public static List<CatalogueEntry> entries() {
    return Stream.of(
            EnvironmentEntries.all(),
            HistoryEntries.all(),
            StatementEntries.all(),
            RowEntries.all(),
            SeedEntries.all(),
            CheckEntries.all(),
            GenerationEntries.all())
        .flatMap(Collection::stream)
        .sorted(Comparator.comparing(CatalogueEntry::code))
        .toList();
  }

  /** What there is to say about a kind. */
  public static CatalogueEntry entry(FailureKind kind) {
    return entries().stream().filter(entry -> entry.kind() == kind).findFirst().orElseThrow();
  }

  /**
   * The entry of a code.
   *
   * @param code in any case, with or without its prefix: {@code DBA-M009}, {@code m009}
   */
  public static Optional<CatalogueEntry> entry(String code) {
    String complete = complete(code);
    return entries().stream().filter(entry -> entry.code().equals(complete)).findFirst();
  }

  /** The code that somebody may have meant, if one is near. */
  public static Optional<String> nearestCode(String code) {
    return NearestName.of(complete(code), entries().stream().map(CatalogueEntry::code).toList());
  }

  /** The diagnosis of a failure; every kind has one. */
  public static Diagnosis diagnose(StageFailure failure) {
    return new Diagnosis(entry(failure.kind()), failure.facts());
  }

  private static String complete(String code) {
    String upper = code.strip().toUpperCase(Locale.ROOT);
    return upper.startsWith(PREFIX) ? upper : PREFIX + upper;
  }
}
