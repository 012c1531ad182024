// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.model.Place;
import org.jspecify.annotations.Nullable;

/**
 * What a statement of a script does to an object.
 *
 * @param action what it does
 * @param object to which object; its name is empty for a constraint that the server names
 * @param newName what it is called from then on; the old name unless it is renamed
 * @param statement that does it
 * @param offset in the statement, where the object's name stands
 */
record Change(
    Action action, NamedObject object, String newName, SentStatement statement, int offset) {

  /** What can happen to an object. */
  enum Action {
    CREATE,
    DROP,
    RENAME
  }

  Place place() {
    return statement.place(offset);
  }

  MigrationFile file() {
    return statement.file();
  }

  /** Whether the object bears the name once the statement has run, and did not before. */
  boolean brings(NamedObject wanted) {
    return action != Action.DROP && concerns(wanted, newName);
  }

  /** Whether the object bore the name before the statement, and does not any more. */
  boolean takesAway(NamedObject wanted) {
    return action != Action.CREATE && concerns(wanted, object.name());
  }

  /** What is not said on one of both sides is taken to be the same. */
  private boolean concerns(NamedObject wanted, String name) {
    return room(object.kind()) == room(wanted.kind())
        && name.equals(wanted.name())
        && agree(object.schema(), wanted.schema())
        && agree(object.owner(), wanted.owner());
  }

  private static NamedObject.Kind room(NamedObject.Kind kind) {
    return kind == NamedObject.Kind.INDEX ? NamedObject.Kind.RELATION : kind;
  }

  private static boolean agree(@Nullable String one, @Nullable String other) {
    return one == null || other == null || one.equals(other);
  }
}
