// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.TableName;
import java.util.List;

/**
 * Somebody else who is connected to the same database.
 *
 * @param id as the server counts sessions
 * @param state what it does, in the server's words, for example {@code idle in transaction}
 * @param application its name as it gave it; may be empty
 * @param query the statement that it runs, or ran last
 * @param locks the tables on which it holds a lock
 */
public record OtherSession(
    int id, String state, String application, String query, List<TableName> locks) {

  public OtherSession {
    locks = List.copyOf(locks);
  }
}
