// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.SqlFault;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the server refused.
 *
 * @param file it came from
 * @param statement null if it is not known, for example because a class sent it
 * @param fault what the server said
 * @param moment of the replay
 */
record Refusal(
    MigrationFile file,
    @Nullable SentStatement statement,
    SqlFault fault,
    Chronicle.Moment moment) {

  /**
   * What the server was about to run, with blanks in place of comments and of what literals hold:
   * the statement, or the one of a body that it had come to. Empty if it is not known.
   */
  String skeleton() {
    SqlFault.InternalStatement internal = fault.internal();
    if (internal != null) {
      return new SqlText(internal.sql()).skeleton();
    }
    return statement == null ? "" : skeleton(statement.sql());
  }

  /** A literal that the server found fault with is a body, and so it is left as it is. */
  private String skeleton(String sql) {
    StringBuilder skeleton = new StringBuilder(new SqlText(sql).skeleton());
    int index = SentStatement.index(sql, fault.position());
    if (index >= 0) {
      new SqlText(sql)
          .literals().stream()
              .filter(l -> l.start() <= index && index <= l.start() + l.text().length())
              .forEach(l -> skeleton.replace(l.start(), l.start() + l.text().length(), l.text()));
    }
    return skeleton.toString();
  }

  /** All names in the statement and in bodies that are part of it, keywords among them. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    if (statement != null) {
      String skeleton = new SqlText(statement.sql()).skeleton();
      new SqlText(skeleton).names().forEach(name -> names.add(name.name()));
    }
    return names;
  }

  /**
   * With the edit that puts another name in place of the one at fault, if that one stands in the
   * file just where the fault is.
   *
   * @param replacement as it is to be written
   */
  FailureFacts replacing(FailureFacts facts, String name, String replacement) {
    SentStatement sent = statement;
    if (sent == null || fault.internal() != null) {
      return facts;
    }
    Optional<SqlTokens.Path> path = new SqlTokens(sent.sql(), sent.offset(fault)).takePath();
    if (path.isEmpty() || !path.get().name().equals(name)) {
      return facts;
    }
    int offset = path.get().offset();
    int end = new SqlText(sent.sql()).tokenAt(offset).orElseThrow().end();
    String written = sent.sql().substring(offset, end);
    return sent.isWritten(offset, written)
        ? facts.suggest(new Edit.Replace(sent.place(offset), written, replacement))
        : facts;
  }
}
