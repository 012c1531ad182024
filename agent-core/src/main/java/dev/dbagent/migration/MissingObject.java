// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.Inquiry;
import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.NamedObject.Kind;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.NearestName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells where an object is that a statement did not find: gone, yet to come, elsewhere, called
 * nearly so, or part of an extension; and if no script makes it, which script may be missing.
 */
final class MissingObject {

  private static final String OF_SERVER = "pg_catalog";
  private static final int MANY = 3;

  private final Inquiry inquiry;
  private final MigrationHistory history;
  private final Chronicle chronicle;
  private final Refusal refusal;
  private final Set<String> names;
  private final List<Change> before;
  private final List<Change> after;

  MissingObject(Inquiry inquiry, MigrationHistory history, Chronicle chronicle, Refusal refusal) {
    this.inquiry = inquiry;
    this.history = history;
    this.chronicle = chronicle;
    this.refusal = refusal;
    this.names = refusal.names();
    this.before = chronicle.before(refusal.moment());
    this.after = chronicle.after(refusal.moment());
  }

  FailureFacts explain(FailureFacts facts) {
    return inquiry.subject(refusal.fault()).map(missing -> explain(facts, missing)).orElse(facts);
  }

  private FailureFacts explain(FailureFacts facts, NamedObject missing) {
    FailureFacts told = fromExtension(later(gone(facts, missing), missing), missing);
    if (!told.equals(facts)) {
      return told;
    }
    List<NamedObject> existing = existing(missing);
    List<NamedObject> namesakes =
        existing.stream().filter(object -> object.name().equals(missing.name())).toList();
    told =
        namesakes.isEmpty() ? near(facts, missing, existing) : elsewhere(facts, missing, namesakes);
    return told.equals(facts)
        ? new MissingScript(history, chronicle, refusal).explain(facts)
        : told;
  }

  /** Dropped or renamed, and not made again. */
  private FailureFacts gone(FailureFacts facts, NamedObject missing) {
    Optional<Change> last =
        before.stream()
            .filter(change -> brings(change, missing) || takesAway(change, missing))
            .reduce((one, two) -> two)
            .filter(change -> takesAway(change, missing));
    if (last.isEmpty()) {
      return facts;
    }
    Change change = last.get();
    if (change.action() == Change.Action.DROP) {
      return facts
          .note("It was dropped at " + Shown.place(change) + ".")
          .see(change.place(), "dropped here");
    }
    String name = nameNow(change);
    FailureFacts told =
        facts
            .note(
                "It was renamed to \"%s\" at %s.".formatted(change.newName(), Shown.place(change)))
            .see(change.place(), "renamed here");
    return name == null ? told : refusal.replacing(told, missing.name(), inquiry.identifier(name));
  }

  /** What became of a renamed object; null if it is gone by now. */
  private @Nullable String nameNow(Change renaming) {
    NamedObject object = renaming.object().named(renaming.newName());
    for (Change change : before.subList(before.indexOf(renaming) + 1, before.size())) {
      if (change.takesAway(object)) {
        if (change.action() == Change.Action.DROP) {
          return null;
        }
        object = object.named(change.newName());
      }
    }
    return object.name();
  }

  private FailureFacts later(FailureFacts facts, NamedObject missing) {
    boolean wasThere = before.stream().anyMatch(change -> brings(change, missing));
    String created = wasThere ? "It is created again at " : "It is created only at ";
    Optional<Change> next = after.stream().filter(change -> brings(change, missing)).findFirst();
    if (next.isPresent()) {
      return facts
          .note(created + Shown.place(next.get()) + ", which runs later.")
          .see(next.get().place(), "created here");
    }
    return chronicle.leftOut().stream()
        .filter(change -> brings(change, missing))
        .findFirst()
        .map(
            change ->
                facts
                    .note(
                        created
                            + Shown.place(change)
                            + ", which does not run because of the target or a baseline.")
                    .see(change.place(), "created here"))
        .orElse(facts);
  }

  private FailureFacts fromExtension(FailureFacts facts, NamedObject missing) {
    boolean isMade =
        Stream.of(before, after).flatMap(List::stream).anyMatch(c -> brings(c, missing));
    List<String> extensions = isMade ? List.of() : inquiry.extensionsWith(missing);
    boolean installed =
        inquiry.existing(NamedObject.of(Kind.EXTENSION, ""), List.of()).stream()
            .anyMatch(extension -> extensions.contains(extension.name()));
    if (extensions.isEmpty() || installed) {
      return facts;
    }
    String comes = "It comes with the extension " + String.join(" or ", extensions) + ", which ";
    Optional<Change> next =
        after.stream()
            .filter(change -> change.object().kind() == Kind.EXTENSION)
            .filter(change -> extensions.contains(change.newName()))
            .findFirst();
    return next.map(
            change ->
                facts
                    .note(comes + "is created only at " + Shown.place(change) + ".")
                    .see(change.place(), "created here"))
        .orElseGet(() -> facts.note(comes + "no script creates."));
  }

  /** In the catalogue, or made by the script that failed and gone with its transaction. */
  private List<NamedObject> existing(NamedObject missing) {
    Stream<NamedObject> rolledBack =
        before.stream()
            .filter(change -> change.file() == refusal.moment().running())
            .filter(change -> change.action() != Change.Action.DROP)
            .filter(change -> change.object().kind() == missing.kind())
            .map(change -> change.object().named(change.newName()))
            .filter(object -> isConcerned(object, missing));
    return Stream.concat(inquiry.existing(missing, names).stream(), rolledBack).distinct().toList();
  }

  private FailureFacts elsewhere(
      FailureFacts facts, NamedObject missing, List<NamedObject> namesakes) {
    NamedObject first = namesakes.get(0);
    if (missing.kind() == Kind.ROUTINE) {
      return OF_SERVER.equals(first.schema())
          ? facts
          : withOrigin(
              facts.note(
                  "There is a function %s: it takes other arguments, or its schema is not on the"
                          .formatted(first)
                      + " search path."),
              first);
    }
    boolean unqualified = missing.schema() == null && first.schema() != null;
    if (!unqualified || missing.owner() != null || missing.kind() == Kind.COLUMN) {
      return facts.note("There is a %s %s.".formatted(missing.kind().word(), first));
    }
    FailureFacts told =
        facts.note(
            "There is a %s %s, but the schema %s is not on the search path."
                .formatted(missing.kind().word(), first, first.schema()));
    String qualified =
        inquiry.identifier(String.valueOf(first.schema())) + "." + inquiry.identifier(first.name());
    return namesakes.size() == 1 ? refusal.replacing(told, missing.name(), qualified) : told;
  }

  private FailureFacts withOrigin(FailureFacts facts, NamedObject object) {
    return Chronicle.bringing(object, before)
        .map(change -> facts.see(change.place(), "created here"))
        .orElse(facts);
  }

  /**
   * Those that users made come first; what the server has is guessed at if none of them is near.
   */
  private FailureFacts near(FailureFacts facts, NamedObject missing, List<NamedObject> existing) {
    List<String> own = near(missing, existing.stream().filter(o -> !isOfServer(o)));
    List<String> names = own.isEmpty() ? near(missing, existing.stream()) : own;
    if (names.isEmpty() || names.size() > MANY) {
      return facts;
    }
    FailureFacts told = facts.note("Did you mean " + Shown.anyOf(names) + "?");
    String name = names.get(0);
    String written = own.isEmpty() ? name : inquiry.identifier(name);
    return names.size() == 1 ? refusal.replacing(told, missing.name(), written) : told;
  }

  private static List<String> near(NamedObject missing, Stream<NamedObject> existing) {
    return NearestName.all(
        missing.name(),
        existing
            .filter(o -> missing.schema() == null || missing.schema().equals(o.schema()))
            .map(NamedObject::name)
            .filter(Objects::nonNull)
            .toList());
  }

  private static boolean isOfServer(NamedObject object) {
    return OF_SERVER.equals(object.schema());
  }

  private boolean brings(Change change, NamedObject missing) {
    return change.brings(anyOwner(missing)) && isConcerned(change.object(), missing);
  }

  private boolean takesAway(Change change, NamedObject missing) {
    return change.takesAway(anyOwner(missing)) && isConcerned(change.object(), missing);
  }

  /** The owner that the server speaks of may be an alias. */
  private static NamedObject anyOwner(NamedObject missing) {
    return new NamedObject(missing.kind(), missing.schema(), null, missing.name());
  }

  /** A part is one of a table that the statement names, or of the one that the server names. */
  private boolean isConcerned(NamedObject object, NamedObject missing) {
    String owner = object.owner();
    return owner == null || owner.equals(missing.owner()) || names.contains(owner);
  }
}
