// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.migration.MigrationFile;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.SeededDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks a state before it is sealed. */
public final class StateVerifier {

  record Check(FailureKind finds, String name, Function<Candidate, List<Finding>> check) {

    /** The code comes first, so that a check and what it finds can be told to belong together. */
    String title() {
      return finds.code() + " " + name;
    }
  }

  /** In the order in which their findings are told. */
  static final List<Check> CHECKS =
      List.of(
          new Check(
              FailureKind.MIGRATION_PASSED_OVER,
              "every migration is applied",
              Checks::everyMigrationIsApplied),
          new Check(
              FailureKind.CATALOGUE_EMPTY,
              "the catalogue is not empty",
              Checks::catalogueIsNotEmpty),
          new Check(
              FailureKind.CONSTRAINT_NOT_VALIDATED,
              "every constraint is validated",
              Checks::everyConstraintIsValidated),
          new Check(FailureKind.INDEX_INVALID, "every index is valid", Checks::everyIndexIsValid),
          new Check(
              FailureKind.SEED_ROWS_LOST, "every seed has its rows", Checks::everySeedHasItsRows));

  /** What is found by a look at nothing but the catalogue. */
  private static final Set<FailureKind> OF_CATALOGUE =
      Set.of(
          FailureKind.CATALOGUE_EMPTY,
          FailureKind.CONSTRAINT_NOT_VALIDATED,
          FailureKind.INDEX_INVALID);

  private StateVerifier() {}

  /** The checks in the order in which they run, each with the code of what it finds. */
  public static List<String> checks() {
    return CHECKS.stream().map(Check::title).toList();
  }

  /**
   * Runs every check.
   *
   * @param sound how much a catalogue holds that is certain to be this one, if it was checked
   *     before and nothing was found in it; it is not read again then
   * @param noticed what earlier stages found and could bear
   * @param failOn the least severity that keeps the state from being handed on; what made-up rows
   *     have shown never does
   * @throws StageFailure of the kind of the first finding of that severity; the others are notes
   */
  public static VerifiedState verify(
      SeededDatabase seeded,
      Optional<SchemaSize> sound,
      List<Finding> noticed,
      Severity failOn,
      Progress progress) {
    Optional<SchemaSnapshot> read =
        sound.isPresent() ? Optional.empty() : Optional.of(schema(seeded));
    SchemaSize size = sound.orElseGet(() -> SchemaSize.of(read.orElseThrow()));
    List<String> passedOver =
        seeded.replayed().passedOver().stream().map(MigrationFile::path).toList();
    Candidate candidate =
        new Candidate(
            passedOver,
            seeded.tables(),
            size,
            read.map(SchemaSnapshot::relations).orElse(List.of()),
            seeded.replayed().history().origins()::of);
    List<Finding> findings = new ArrayList<>(noticed);
    findings.addAll(findings(candidate, progress));
    List<Finding> unbearable =
        findings.stream()
            .filter(f -> f.severity().compareTo(failOn) >= 0)
            .filter(StateVerifier::isOfThisState)
            .toList();
    if (!unbearable.isEmpty()) {
      throw new StageFailure(facts(unbearable), null);
    }
    return new VerifiedState(seeded, size, read, findings, CHECKS.size());
  }

  static boolean isOfCatalogue(FailureKind kind) {
    return OF_CATALOGUE.contains(kind);
  }

  /** What made-up rows break says nothing against the state, which does not hold them. */
  private static boolean isOfThisState(Finding finding) {
    return finding.kind() != FailureKind.ADVERSARIAL_ROW_REFUSED;
  }

  private static List<Finding> findings(Candidate candidate, Progress progress) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < CHECKS.size(); i++) {
      progress.advanced(Stage.VERIFICATION, i, CHECKS.size(), CHECKS.get(i).title());
      findings.addAll(CHECKS.get(i).check().apply(candidate));
    }
    return findings;
  }

  /** The first is the failure, the others are notes. */
  private static FailureFacts facts(List<Finding> unbearable) {
    Finding first = unbearable.get(0);
    FailureFacts facts = FailureFacts.of(first.kind(), sentence(first)).at(first.place());
    for (Finding other : unbearable.subList(1, unbearable.size())) {
      facts = facts.note(other.toString());
    }
    return facts;
  }

  /** A subject that is the place stands before the sentence already. */
  private static String sentence(Finding finding) {
    Place place = finding.place();
    boolean isPlace = place != null && place.file().equals(finding.subject());
    return isPlace ? finding.message() : finding.subject() + ": " + finding.message();
  }

  /** The catalogue as the server has it, without the history table. */
  static SchemaSnapshot schema(SeededDatabase seeded) {
    SchemaSnapshot all = seeded.server().snapshot();
    TableName history = seeded.replayed().historyTable();
    return new SchemaSnapshot(
        all.relations().stream().filter(r -> !r.name().equals(history)).toList(),
        all.enums(),
        all.routines(),
        all.sequences());
  }
}
