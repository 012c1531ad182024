// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.TableName;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that a database's catalogue says, as digests: of each relation and of the rest. Of rows and
 * of statistics nothing is in it.
 */
public final class CatalogueOutline {

  /** How far the code of a table looks along foreign keys: over a table between to another. */
  private static final int SIGHT = 2;

  private final boolean doubtful;
  private final SortedMap<TableName, Relation> relations;
  private final SortedSet<String> types;
  private final Fingerprint rest;
  private final Fingerprint free;

  /**
   * One relation.
   *
   * @param whole over all that belongs to it
   * @param keys over what those can see that are connected with it
   * @param near the relations that it refers to: by foreign keys, as parents, as types of columns
   */
  public record Relation(Fingerprint whole, Fingerprint keys, SortedSet<TableName> near) {
    public Relation {
      near = Collections.unmodifiableSortedSet(new TreeSet<>(near));
    }
  }

  /**
   * An outline of what was read.
   *
   * @param doubtful whether it cannot be told what the code for a relation shows
   * @param types a digest for each type, domain and the like
   * @param rest over what the code for any relation may show
   * @param free over what no code for a relation shows
   */
  public CatalogueOutline(
      boolean doubtful,
      SortedMap<TableName, Relation> relations,
      SortedSet<String> types,
      Fingerprint rest,
      Fingerprint free) {
    this.doubtful = doubtful;
    this.relations = Collections.unmodifiableSortedMap(new TreeMap<>(relations));
    this.types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    this.rest = rest;
    this.free = free;
  }

  /** One name for all that the catalogue says: equal for databases that look the same. */
  public Fingerprint digest() {
    Fingerprint.Builder digest = Fingerprint.of("catalogue").add("rest", rest).add("free", free);
    types.forEach(type -> digest.add("type", type));
    relations.forEach(
        (name, relation) ->
            digest
                .add("schema", name.schema())
                .add("relation", name.name())
                .add("whole", relation.whole()));
    return digest.build();
  }

  /**
   * The relations whose code is the same as it was with an earlier catalogue: nothing that belongs
   * to them is different, nor are the keys of those that their code may tell of. None of them in
   * doubt.
   */
  public Set<TableName> untouchedSince(CatalogueOutline earlier) {
    if (doubtful
        || earlier.doubtful
        || !rest.equals(earlier.rest)
        || !types.containsAll(earlier.types)) {
      return Set.of();
    }
    Set<TableName> untouched = new HashSet<>(relations.keySet());
    untouched.removeIf(name -> !equal(relations.get(name), earlier.relations.get(name)));
    untouched.removeAll(around(otherKeys(earlier), earlier));
    return untouched;
  }

  private static boolean equal(@Nullable Relation one, @Nullable Relation other) {
    return one != null && other != null && one.whole().equals(other.whole());
  }

  private Set<TableName> otherKeys(CatalogueOutline earlier) {
    Set<TableName> either = new HashSet<>(relations.keySet());
    either.addAll(earlier.relations.keySet());
    either.removeIf(
        name -> {
          Relation now = relations.get(name);
          Relation then = earlier.relations.get(name);
          return now != null && then != null && now.keys().equals(then.keys());
        });
    return either;
  }

  /** Those relations, and all that see them now or saw them then. */
  private Set<TableName> around(Set<TableName> relations, CatalogueOutline earlier) {
    Map<TableName, Set<TableName>> connected = new TreeMap<>();
    connect(connected);
    earlier.connect(connected);
    Set<TableName> seen = new HashSet<>(relations);
    for (int i = 0; i < SIGHT; i++) {
      for (TableName one : Set.copyOf(seen)) {
        seen.addAll(connected.getOrDefault(one, Set.of()));
      }
    }
    return seen;
  }

  private void connect(Map<TableName, Set<TableName>> connected) {
    relations.forEach(
        (name, relation) ->
            relation
                .near()
                .forEach(
                    other -> {
                      connected.computeIfAbsent(name, n -> new HashSet<>()).add(other);
                      connected.computeIfAbsent(other, n -> new HashSet<>()).add(name);
                    }));
  }

  boolean doubtful() {
    return doubtful;
  }

  SortedMap<TableName, Relation> relations() {
    return relations;
  }

  SortedSet<String> types() {
    return types;
  }

  Fingerprint rest() {
    return rest;
  }

  Fingerprint free() {
    return free;
  }
}
