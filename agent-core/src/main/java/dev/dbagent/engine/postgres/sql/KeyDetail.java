// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of a key that broke a rule: "Key (a, b)=(1, 2) is duplicated." and the like.
 *
 * @param expressions the key's columns or expressions, separated by commas: as SQL, but those of a
 *     foreign key are bare names
 * @param values theirs, separated by a comma and a blank
 * @param verdict what is wrong with it
 * @param otherValues those of the key that it is in conflict with, for an exclusion constraint
 */
record KeyDetail(String expressions, String values, Verdict verdict, @Nullable String otherValues) {

  /** What is wrong with a key. */
  enum Verdict {
    /** Two rows have it. */
    DUPLICATED,
    /** A row that is there has it. */
    EXISTS,
    /** It points to no row. */
    DANGLING,
    /** A row that is to go is pointed to by it. */
    REFERENCED,
    /** Two rows exclude each other. */
    CONFLICTS,
    /** A row that is there excludes it. */
    CONFLICTS_WITH_EXISTING
  }

  private static final Pattern KEY =
      Pattern.compile(
          "Key \\((?<expressions>.+?)\\)=\\((?<values>.*?)\\) (?:"
              + "(?<duplicated>is duplicated)\\.|(?<exists>already exists)\\."
              + "|(?<dangling>is not present in table) \".+\"\\."
              + "|(?<referenced>is still referenced from table) \".+\"\\."
              + "|conflicts with (?<existing>existing )?key \\(.+?\\)=\\((?<other>.*)\\)\\.)",
          Pattern.DOTALL);

  static Optional<KeyDetail> of(@Nullable String detail) {
    Matcher m = KEY.matcher(detail == null ? "" : detail);
    return m.matches()
        ? Optional.of(
            new KeyDetail(m.group("expressions"), m.group("values"), verdict(m), m.group("other")))
        : Optional.empty();
  }

  private static Verdict verdict(Matcher m) {
    if (m.group("duplicated") != null) {
      return Verdict.DUPLICATED;
    }
    if (m.group("exists") != null) {
      return Verdict.EXISTS;
    }
    if (m.group("dangling") != null) {
      return Verdict.DANGLING;
    }
    if (m.group("referenced") != null) {
      return Verdict.REFERENCED;
    }
    return m.group("existing") == null ? Verdict.CONFLICTS : Verdict.CONFLICTS_WITH_EXISTING;
  }

  /** The columns, or what is between the commas of expressions. */
  List<String> names() {
    return List.of(expressions.split(", ", -1));
  }

  /** Each column with its value; empty if that is not clear. */
  Map<String, String> parts() {
    List<String> names = names();
    List<String> each = names.size() == 1 ? List.of(values) : List.of(values.split(", ", -1));
    if (names.size() != each.size()) {
      return Map.of();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      parts.put(unquoted(names.get(i)), each.get(i));
    }
    return parts;
  }

  private static String unquoted(String name) {
    boolean quoted = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
  }
}
