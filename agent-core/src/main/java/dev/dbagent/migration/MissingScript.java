// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureFacts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Guesses which script would have made what no script makes: one that is passed over because of its
 * name, or one of a version that nobody has.
 */
record MissingScript(MigrationHistory history, Chronicle chronicle, Refusal refusal) {

  private static final BigInteger LARGEST_COUNTED = BigInteger.valueOf(9_999);
  private static final BigInteger LONGEST_GAP = BigInteger.valueOf(5);
  private static final int MANY = 2;

  FailureFacts explain(FailureFacts facts) {
    FailureFacts told = facts;
    for (Object warning : history.warnings().stream().limit(MANY).toList()) {
      told = told.note(String.valueOf(warning));
    }
    for (String name : skipped()) {
      told = told.note("The class " + name + " is not run: its name is no migration's.");
    }
    List<String> gaps = gaps();
    return gaps.isEmpty() || gaps.size() > MANY
        ? told
        : told.note(
            "No script creates it: a Java migration may be missing "
                + String.join(" or ", gaps)
                + ".");
  }

  /** Between versions that count 1, 2, 3, up to the script that failed; dates do not count. */
  private List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    BigInteger last = BigInteger.ZERO;
    for (MigrationFile file :
        chronicle.order().stream().limit(refusal.moment().scripts() + 1L).toList()) {
      if (file.version() == null) {
        continue;
      }
      BigInteger version = MigrationName.comparable(file.version()).get(0);
      BigInteger missing = version.subtract(last).subtract(BigInteger.ONE);
      boolean counts =
          version.compareTo(LARGEST_COUNTED) <= 0
              && last.signum() > 0
              && missing.signum() > 0
              && missing.compareTo(LONGEST_GAP) <= 0;
      if (counts) {
        gaps.add("between V" + last + " and V" + version);
      }
      last = version;
    }
    return gaps;
  }

  /** Classes that look like migrations and are none to Flyway. */
  private List<String> skipped() {
    NamingRules rules = new NamingRules(history.settings().flyway());
    return history.classes().stream()
        .filter(name -> name.matches("(?:.*\\.)?[VR]\\d*_\\w*"))
        .filter(name -> rules.parseClass(name.substring(name.lastIndexOf('.') + 1)).isEmpty())
        .toList();
  }
}
