// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What scripts may leave in a session without the server being able to list it: values of
 * parameters with names of their own (PostgreSQL manual, "Customized Options"), a seed of random
 * numbers, connections to other databases.
 */
final class ScriptParameters {

  /** None of the patterns finds anything in a text that has none of these. */
  private static final List<String> HIDING = List.of("set", "dblink_connect");

  private static final List<Pattern> HIDDEN =
      List.of(
          Pattern.compile("\\bsetseed\\b|\\bset\\s+(?:session\\s+|local\\s+)?seed\\b", flags()),
          Pattern.compile("\\bdblink_connect", flags()),
          // The name of a parameter is computed.
          Pattern.compile("\\bset_config\\b(?!\\s*\\(\\s*'[\\w.$]+'\\s*,)", flags()),
          Pattern.compile("'\\s*(?:re)?set\\s[^']*(?:%|'\\s*\\|\\|)", flags()));

  private final Set<String> names = new TreeSet<>();
  private boolean hidden;

  private ScriptParameters() {}

  private static int flags() {
    return Pattern.CASE_INSENSITIVE;
  }

  /** Of all scripts of a history but the init script, which has a session of its own. */
  static ScriptParameters of(MigrationHistory history) {
    Placeholders placeholders = new Placeholders(history, Map.of());
    ScriptParameters found = new ScriptParameters();
    history.files().forEach(file -> found.look(placeholders.in(file).replaced()));
    return found;
  }

  private void look(String text) {
    // Almost every statement with SET in it updates a table; the names are sorted out by the
    // server.
    DottedNames.in(text.indexOf('"') < 0 ? text : text.replace("\"", "")).forEach(names::add);
    hidden = hidden || hides(text);
  }

  private static boolean hides(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return HIDING.stream().anyMatch(lower::contains)
        && HIDDEN.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }

  /** Whether something may be left that cannot even be asked for. */
  boolean areHidden() {
    return hidden;
  }

  /** Names that may be those of parameters, most of which are not. */
  List<String> names() {
    return new ArrayList<>(names);
  }
}
