// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.OtherSession;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Set;

/**
 * Tells who held the lock that a statement waited for.
 *
 * @param others who else was connected when the statement was given up
 */
record Blockers(List<OtherSession> others, Refusal refusal) {

  private static final int LONGEST_QUERY = 80;

  FailureFacts explain(FailureFacts facts) {
    Set<String> names = refusal.names();
    FailureFacts explained = facts;
    for (OtherSession other : others) {
      List<TableName> held =
          other.locks().stream().filter(table -> names.contains(table.name())).toList();
      if (!held.isEmpty()) {
        explained = explained.note(sentence(other, held.get(0)));
      }
    }
    return explained.equals(facts) ? anyone(facts) : explained;
  }

  /** What the statement waits for may be none of the tables that it names. */
  private FailureFacts anyone(FailureFacts facts) {
    List<OtherSession> holders = others.stream().filter(o -> !o.locks().isEmpty()).toList();
    return holders.size() == 1
        ? facts.note(sentence(holders.get(0), holders.get(0).locks().get(0)))
        : facts;
  }

  private static String sentence(OtherSession other, TableName table) {
    String application =
        other.application().isBlank() ? "" : " of \"" + Shown.line(other.application()) + "\"";
    return "%s is locked by session %s%s (%s), whose last statement was: %s"
        .formatted(table, other.id(), application, other.state(), query(other));
  }

  /** A literal may be a password. */
  private static String query(OtherSession other) {
    String skeleton = new SqlText(other.query()).skeleton();
    String line = skeleton.strip().replaceAll("\\s+", " ").replace("' '", "'...'");
    return Shown.cut(line, LONGEST_QUERY);
  }
}
