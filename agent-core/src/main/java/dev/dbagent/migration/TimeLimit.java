// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Setting;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * A limit on time that a statement has exceeded.
 *
 * @param limit that the project sets for every statement; zero for none
 */
record TimeLimit(Duration limit, Chronicle chronicle, Refusal refusal) {

  private static final String PARAMETER = "statement_timeout";

  FailureFacts explain(FailureFacts facts) {
    Optional<SentStatement> own =
        chronicle
            .statementsBefore(refusal.moment())
            .filter(statement -> statement.file() == refusal.file())
            .filter(TimeLimit::isSetting)
            .reduce((one, two) -> two);
    if (own.isPresent()) {
      return facts.see(own.get().begin(), "the limit is set here");
    }
    long seconds = Math.max(1, limit.toSeconds());
    return facts
        .note("A statement may run for " + words(limit) + ".")
        .suggest(new Setting("statementTimeout", String.valueOf(2 * seconds)));
  }

  private static boolean isSetting(SentStatement statement) {
    SqlTokens tokens = new SqlTokens(statement.sql());
    boolean isSetting = tokens.take("set");
    return isSetting
        && (tokens.take("local", PARAMETER)
            || tokens.take("session", PARAMETER)
            || tokens.take(PARAMETER));
  }

  /** For example 60 s, or 0.3 s. */
  private static String words(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return seconds.toPlainString() + " s";
  }
}
