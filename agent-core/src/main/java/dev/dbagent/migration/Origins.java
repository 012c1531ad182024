// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.NamedObject.Kind;
import dev.dbagent.migration.Change.Action;
import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the scripts of a history made what is in the database at its end, as far as their words
 * tell. The scripts are read when the first question is asked.
 */
public final class Origins {

  private final MigrationHistory history;
  private @Nullable List<Change> changes;

  Origins(MigrationHistory history) {
    this.history = history;
  }

  /** Where a table, view, sequence or type was created, by whatever name. */
  public Optional<Place> of(TableName object) {
    return Stream.of(Kind.RELATION, Kind.TYPE)
        .flatMap(
            kind -> created(new NamedObject(kind, object.schema(), null, object.name())).stream())
        .findFirst()
        .map(Change::place);
  }

  /**
   * Where a column, constraint or index of a table was created; if that is not to be found, because
   * the server gave the name, where the table was.
   */
  public Optional<Place> of(TableName table, String part) {
    return Stream.of(Kind.CONSTRAINT, Kind.COLUMN, Kind.INDEX)
        .flatMap(kind -> created(part(kind, table, part)).stream())
        .map(Change::place)
        .findFirst()
        .or(() -> nameless(table))
        .or(() -> of(table));
  }

  private static NamedObject part(Kind kind, TableName table, String name) {
    return kind == Kind.INDEX
        ? new NamedObject(kind, null, null, name)
        : new NamedObject(kind, table.schema(), table.name(), name);
  }

  /** The only constraint or index of the table that the scripts make without a name. */
  private Optional<Place> nameless(TableName table) {
    NamedObject constraint = part(Kind.CONSTRAINT, table, "");
    NamedObject index = new NamedObject(Kind.INDEX, table.schema(), table.name(), "");
    List<Change> nameless =
        changes().stream()
            .filter(change -> change.action() == Action.CREATE)
            .filter(change -> change.brings(constraint) || change.brings(index))
            .toList();
    return nameless.size() == 1 ? Optional.of(nameless.get(0).place()) : Optional.empty();
  }

  /** Through all its renamings back to its creation. */
  private Optional<Change> created(NamedObject object) {
    NamedObject wanted = object;
    List<Change> all = changes();
    for (int i = all.size() - 1; i >= 0; i--) {
      Change change = all.get(i);
      if (change.brings(wanted)) {
        if (change.action() == Action.CREATE) {
          return Optional.of(change);
        }
        wanted = wanted.named(change.object().name());
      }
    }
    return Optional.empty();
  }

  private synchronized List<Change> changes() {
    if (changes == null) {
      Chronicle chronicle = new Chronicle(history, new Placeholders(history, Map.of()));
      changes = chronicle.before(chronicle.end());
    }
    return changes;
  }
}
