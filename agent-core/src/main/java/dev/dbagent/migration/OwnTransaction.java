// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Place;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells how a statement can run outside of the transaction that Flyway opens for its script.
 *
 * @param remarked whether the server knows something better to do
 */
record OwnTransaction(
    MigrationHistory history, Chronicle chronicle, Refusal refusal, boolean remarked) {

  private static final String SETTING = "executeInTransaction";
  private static final Pattern WRITTEN =
      Pattern.compile("^[ \\t]*" + SETTING + "[ \\t]*[=:][ \\t]*(\\S+)", Pattern.MULTILINE);

  FailureFacts explain(FailureFacts facts) {
    boolean isScript = refusal.statement() != null && refusal.file().kind().isMigration();
    if (!isScript || remarked) {
      return newEnumValue().map(added -> facts.see(added.begin(), "added here")).orElse(facts);
    }
    String conf = refusal.file().script() + ".conf";
    return history.files().stream()
        .filter(file -> file.script().equals(conf))
        .findFirst()
        .map(file -> withSettings(facts, file))
        .orElseGet(() -> withoutSettings(facts));
  }

  /** A new value of an enum is refused at the place where it is used. */
  private Optional<SentStatement> newEnumValue() {
    return refusal.fault().position() == 0
        ? Optional.empty()
        : chronicle
            .statementsBefore(refusal.moment())
            .filter(statement -> statement.file() == refusal.file())
            .filter(statement -> new SqlTokens(statement.sql()).take("alter", "type"))
            .reduce((one, two) -> two);
  }

  private static FailureFacts withSettings(FailureFacts facts, MigrationFile conf) {
    Matcher m = WRITTEN.matcher(conf.text());
    if (!m.find()) {
      return facts.note("%s does not say %s=false.".formatted(conf.path(), SETTING));
    }
    Place place = ScriptPlace.at(conf.path(), conf.text(), m.start(1));
    return m.group(1).equalsIgnoreCase("true")
        ? facts
            .note("%s says %s=true.".formatted(conf.path(), SETTING))
            .suggest(new Edit.Replace(place, m.group(1), "false"))
        : facts;
  }

  private FailureFacts withoutSettings(FailureFacts facts) {
    String conf = refusal.file().path() + ".conf";
    boolean isAlone = chronicle.statementsOf(refusal.file()).size() == 1;
    return isAlone
        ? facts.suggest(new Edit.Create(conf, SETTING + "=false\n"))
        : facts.note(
            "The script holds other statements: move this one into a script of its own, and put"
                + " executeInTransaction=false into the .conf of that.");
  }
}
