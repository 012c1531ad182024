// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Adds to a failure where the tables and types that its message names were created: the place is
 * that of the first, the others are related.
 *
 * @param catalogue with all that can be named
 * @param origins where the scripts created it
 */
record NamedOrigin(SchemaSnapshot catalogue, Function<TableName, Optional<Place>> origins) {

  private static final Set<FailureKind> NAMING =
      EnumSet.of(
          FailureKind.GENERATION_FAILED,
          FailureKind.GENERATION_INCOMPLETE,
          FailureKind.GENERATED_NAMES_CLASH);

  /** "in color, ..." or "the generated class Color hides ...". */
  private static final Pattern UNQUALIFIED = Pattern.compile("^in (.+?), |generated class (\\w+) ");

  /** Of a key or an index only its own name is told. */
  private static final Pattern QUOTED = Pattern.compile("\"(.+?)\"");

  private static final int MANY = 5;

  private record Mention(int index, TableName name) {}

  static StageFailure placed(
      StageFailure failure, DatabaseServer server, Function<TableName, Optional<Place>> origins) {
    if (!NAMING.contains(failure.kind()) || failure.place() != null) {
      return failure;
    }
    try {
      return new NamedOrigin(server.snapshot(), origins).placed(failure);
    } catch (StageFailure e) {
      // The server is gone; what is known already must not get lost with it.
      return failure;
    }
  }

  private StageFailure placed(StageFailure failure) {
    FailureFacts facts = failure.facts();
    for (TableName name : named(facts.message())) {
      Optional<Place> origin = origins.apply(name);
      if (origin.isPresent()) {
        facts =
            facts.place() == null
                ? facts.at(origin.get())
                : facts.see(origin.get(), name + " is created here");
      }
    }
    return facts.equals(failure.facts()) ? failure : new StageFailure(facts, failure.getCause());
  }

  private List<TableName> named(String message) {
    List<TableName> qualified =
        objects()
            .flatMap(name -> mention(message, name).stream())
            .sorted(Comparator.comparingInt(Mention::index))
            .limit(MANY)
            .map(Mention::name)
            .toList();
    if (!qualified.isEmpty()) {
      return qualified;
    }
    List<TableName> meant = unqualified(message);
    return meant.size() == 1 ? meant : List.of();
  }

  private List<TableName> unqualified(String message) {
    Matcher m = UNQUALIFIED.matcher(message);
    if (m.find()) {
      String written = m.group(1) == null ? m.group(2) : m.group(1);
      return objects().filter(name -> letters(name.name()).equals(letters(written))).toList();
    }
    Matcher part = QUOTED.matcher(message);
    return part.find()
        ? catalogue.relations().stream()
            .filter(relation -> has(relation, part.group(1)))
            .map(Relation::name)
            .toList()
        : List.of();
  }

  private static boolean has(Relation relation, String part) {
    return relation.constraints().stream().anyMatch(constraint -> constraint.name().equals(part))
        || relation.indexes().stream().anyMatch(index -> index.name().equals(part));
  }

  private Stream<TableName> objects() {
    return Stream.concat(
        catalogue.relations().stream().map(Relation::name), catalogue.enums().stream());
  }

  private static Optional<Mention> mention(String message, TableName name) {
    Matcher m =
        Pattern.compile("(?<![\\w.])" + Pattern.quote(name.toString()) + "(?!\\w)")
            .matcher(message);
    return m.find() ? Optional.of(new Mention(m.start(), name)) : Optional.empty();
  }

  /** What remains of a name in Java, whatever the case. */
  private static String letters(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }
}
