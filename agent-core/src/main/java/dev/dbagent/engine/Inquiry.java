// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.SqlFault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server can find out about a statement that it refused, for people to read. Everything is
 * asked in a session of its own, so what the failed transaction did cannot be seen, and with little
 * patience: no answer takes longer than a few seconds. What cannot be found out is left out;
 * nothing here ever throws because of the server.
 */
public interface Inquiry {

  /** The object that is said to be missing, or to be there already. */
  Optional<NamedObject> subject(SqlFault fault);

  /**
   * The objects of the same kind that there are; columns in the order of their table.
   *
   * @param wanted for a column, constraint or trigger: those of its owner, if that is a table
   * @param relations the tables whose columns count as well, unqualified
   */
  List<NamedObject> existing(NamedObject wanted, Collection<String> relations);

  /** How a name is written in a statement: quoted if it must be. */
  String identifier(String name);

  /**
   * What the statement uses that this server is too old for, if that is why it was refused.
   *
   * @param sql the statement, with blanks in place of comments and of what literals hold
   */
  Optional<NewerFeature> newerFeature(SqlFault fault, String sql);

  /** What is known to lie behind such a refusal, a sentence each. */
  List<String> remarks(SqlFault fault);

  /** Rows that are there and break the rule that was to be made, or are in the way of a new row. */
  Optional<Witnesses> witnesses(SqlFault fault, WrittenRule rule);

  /**
   * The key of which the server says that it broke a rule: its columns with their values; empty if
   * it speaks of none, or so that its parts cannot be told from each other.
   */
  Map<String, String> key(SqlFault fault);

  /**
   * The fault without the values of columns that look secret.
   *
   * @param columns of the tables that may be concerned
   */
  SqlFault masked(SqlFault fault, Collection<String> columns);

  /** The extensions that the server offers and that bring such an object along. */
  List<String> extensionsWith(NamedObject missing);

  /** Everybody else who works in this database at this moment, the one who asks left out. */
  List<OtherSession> otherSessions();
}
