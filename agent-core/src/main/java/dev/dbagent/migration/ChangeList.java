// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.migration.Change.Action;
import dev.dbagent.migration.SqlTokens.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what a statement does, in its order. */
final class ChangeList {

  private final SentStatement statement;
  private final int base;
  private final List<Change> changes = new ArrayList<>();

  /**
   * @param base where in the statement the text begins that is read
   */
  ChangeList(SentStatement statement, int base) {
    this.statement = statement;
    this.base = base;
  }

  List<Change> list() {
    return changes;
  }

  void created(NamedObject object, Path name) {
    add(Action.CREATE, object, object.name(), name.offset());
  }

  /**
   * Something that the server will give a name.
   *
   * @param offset in the text that is read
   */
  void createdNameless(NamedObject object, int offset) {
    add(Action.CREATE, object, "", offset);
  }

  void dropped(NamedObject object, Path name) {
    add(Action.DROP, object, object.name(), name.offset());
  }

  void renamed(NamedObject object, Path name, String newName) {
    add(Action.RENAME, object, newName, name.offset());
  }

  /** A name that holds what only the server knows is no name. */
  private void add(Action action, NamedObject object, String newName, int offset) {
    boolean known = (object.name() + newName).indexOf(PlaceholderText.UNKNOWN) < 0;
    if (known) {
      changes.add(new Change(action, object, newName, statement, base + offset));
    }
  }
}
