// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The comparison of the catalogue with what jOOQ held while it wrote: nothing that the user wants
 * code for may be missing. Things that jOOQ has beyond the catalogue (table-valued functions,
 * synthetic keys) are no concern.
 */
final class Completeness {

  private static final int SHOWN = 5;

  private final SchemaSnapshot catalogue;
  private final GeneratorXml configuration;
  private final Map<TableName, Optional<Set<String>>> held;
  private final List<String> warnings;
  private final Set<String> schemas;

  /**
   * @param warnings what jOOQ warned of
   */
  Completeness(
      SchemaSnapshot catalogue,
      GeneratorXml configuration,
      Map<TableName, Optional<Set<String>>> held,
      List<String> warnings) {
    this.catalogue = catalogue;
    this.configuration = configuration;
    this.held = held;
    this.warnings = warnings;
    this.schemas = configuration.texts("inputSchema").collect(Collectors.toSet());
  }

  /**
   * Compares.
   *
   * @return how many relations were found again
   * @throws StageFailure naming the tables of which something is missing
   */
  int proved() {
    List<Relation> wanted = catalogue.relations().stream().filter(this::isWanted).toList();
    List<String> gaps = new ArrayList<>();
    for (Relation relation : wanted) {
      Set<String> missing = parts(relation);
      Optional<Set<String>> found = held.get(relation.name());
      if (found == null) {
        LeftOut.explain(relation.name(), warnings, wanted);
        gaps.add(relation.name().toString());
      } else {
        missing.removeAll(found.orElseThrow());
        missing.forEach(part -> gaps.add(relation.name() + " (" + part + ")"));
      }
    }
    if (!gaps.isEmpty()) {
      throw new StageFailure(
          FailureKind.GENERATION_INCOMPLETE,
          "jOOQ left out what the catalogue has and no <excludes> names: " + list(gaps));
    }
    return wanted.size();
  }

  private boolean isWanted(Relation relation) {
    if (configuration.flag("includeTables", false) || !schemas.contains(relation.name().schema())) {
      return false;
    }
    Optional<Set<String>> found = held.get(relation.name());
    return found == null || found.isPresent();
  }

  private Set<String> parts(Relation relation) {
    Set<String> parts = new TreeSet<>();
    if (!configuration.flag("includeExcludeColumns", true)) {
      relation.columns().forEach(column -> parts.add(Parts.column(column.name())));
    }
    for (Constraint constraint : relation.constraints()) {
      part(constraint).ifPresent(parts::add);
    }
    return parts;
  }

  private Optional<String> part(Constraint constraint) {
    return switch (constraint.kind()) {
      case PRIMARY_KEY -> unlessOff("includePrimaryKeys", Parts.key(constraint.name()));
      case UNIQUE -> unlessOff("includeUniqueKeys", Parts.key(constraint.name()));
      case FOREIGN_KEY ->
          canPoint(constraint)
              ? unlessOff("includeForeignKeys", Parts.foreignKey(constraint.name()))
              : Optional.empty();
      case CHECK, EXCLUSION, NOT_NULL -> Optional.empty();
    };
  }

  private Optional<String> unlessOff(String flag, String part) {
    return configuration.flag(flag, false) ? Optional.empty() : Optional.of(part);
  }

  /**
   * Whether jOOQ can express the foreign key: its model needs the key at the other end, and knows
   * no key that is a unique index without a constraint.
   */
  private boolean canPoint(Constraint foreignKey) {
    TableName target = foreignKey.references();
    return target != null
        && !configuration.flag("includePrimaryKeys", false)
        && !configuration.flag("includeUniqueKeys", false)
        && foreignKey.referencedKey() != null
        && catalogue.relation(target).filter(this::isWanted).isPresent();
  }

  private static String list(List<String> gaps) {
    String shown = gaps.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return gaps.size() > SHOWN ? shown + " and " + (gaps.size() - SHOWN) + " more" : shown;
  }
}
