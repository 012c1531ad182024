// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import org.jspecify.annotations.Nullable;

/**
 * An object that a server or a script speaks of, as far as it says which.
 *
 * @param kind what it is
 * @param schema null if it is not said, or has none
 * @param owner the table or view that a column, constraint or trigger belongs to, or what stands
 *     for it in the statement; null if it is not said, or has none
 * @param name exactly as the catalogue spells it
 */
public record NamedObject(Kind kind, @Nullable String schema, @Nullable String owner, String name) {

  /** What shares one room of names. */
  public enum Kind {
    /** Tables, views and sequences. */
    RELATION("table"),
    /** Shares its names with tables. */
    INDEX("index"),
    COLUMN("column"),
    CONSTRAINT("constraint"),
    TRIGGER("trigger"),
    TYPE("type"),
    /** Functions, procedures and aggregates. */
    ROUTINE("function"),
    OPERATOR_CLASS("operator class"),
    SCHEMA("schema"),
    ROLE("role"),
    EXTENSION("extension"),
    /** A setting of the server or of a session. */
    PARAMETER("parameter"),
    DATABASE("database");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** For sentences, in lower case. */
    public String word() {
      return word;
    }
  }

  public static NamedObject of(Kind kind, String name) {
    return new NamedObject(kind, null, null, name);
  }

  public NamedObject named(String other) {
    return new NamedObject(kind, schema, owner, other);
  }

  /** The name with what is known of its surroundings, for sentences. */
  @Override
  public String toString() {
    String within = owner == null ? name : owner + "." + name;
    return schema == null ? within : schema + "." + within;
  }
}
