// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the extensions that the scripts of a history create, and refuses those that the engine does
 * not offer. Only statements count that will surely run: what stands in a body may depend on
 * anything.
 */
final class ExtensionCheck {

  private static final Pattern WORD = Pattern.compile("\\bextension\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final int PLACES = 20;

  /** Of shorter names a few keystrokes make any other. */
  private static final int GUESSABLE = 4;

  private static final List<String> BEGIN = List.of("create", "extension");
  private static final List<String> CONDITION = List.of("if", "not", "exists");

  /**
   * An extension that a script creates.
   *
   * @param name as the server folds it
   * @param written as it stands in the script; empty if it comes from a placeholder's value
   */
  private record Created(String name, String written, Place place, String text) {}

  private final MigrationHistory history;
  private final Placeholders placeholders;

  ExtensionCheck(MigrationHistory history) {
    this.history = history;
    this.placeholders = new Placeholders(history, Map.of());
  }

  /**
   * Asks the server only if a script creates any.
   *
   * @param done scripts that are not looked at, because they have run on such a server
   * @throws StageFailure with {@link FailureKind#EXTENSION_UNAVAILABLE}
   */
  void check(DatabaseServer server, Collection<String> done) {
    Set<String> known = Set.copyOf(done);
    List<Created> created = new ArrayList<>();
    history.initScript().ifPresent(script -> created.addAll(in(script)));
    new ScriptsToRun(history)
        .list().stream()
            .filter(script -> !known.contains(script.script()))
            .forEach(script -> created.addAll(in(script)));
    if (!created.isEmpty()) {
      Set<String> offered = new TreeSet<>(server.availableExtensions());
      List<Created> missing =
          created.stream().filter(extension -> !offered.contains(extension.name())).toList();
      if (!missing.isEmpty()) {
        throw new StageFailure(facts(missing, offered), null);
      }
    }
  }

  private List<Created> in(MigrationFile script) {
    PlaceholderText text = placeholders.in(script);
    String sql = text.replaced();
    // A search for a word in any letter case is slow, and hardly any script has this one.
    if (!sql.toLowerCase(Locale.ROOT).contains(BEGIN.get(1)) || !WORD.matcher(sql).find()) {
      return List.of();
    }
    List<Created> created = new ArrayList<>();
    for (SqlText.Piece piece : new SqlText(sql).statements()) {
      extension(piece).ifPresent(name -> created.add(created(script, text, piece, name)));
    }
    return created;
  }

  /** The name in a statement that creates an extension. */
  private static Optional<SqlText.Name> extension(SqlText.Piece piece) {
    if (!piece.sql().toLowerCase(Locale.ROOT).startsWith(BEGIN.get(0))) {
      return Optional.empty();
    }
    List<SqlText.Name> names = new SqlText(piece.sql()).names();
    List<String> words = names.stream().map(SqlText.Name::name).toList();
    int at = BEGIN.size();
    if (words.size() <= at || !words.subList(0, at).equals(BEGIN)) {
      return Optional.empty();
    }
    int after = at + CONDITION.size();
    if (words.size() > after && words.subList(at, after).equals(CONDITION)) {
      at = after;
    }
    SqlText.Name name = names.get(at);
    boolean known = name.name().indexOf(PlaceholderText.UNKNOWN) < 0;
    return known && isWhole(piece.sql(), end(piece.sql(), name))
        ? Optional.of(name)
        : Optional.empty();
  }

  private static int end(String sql, SqlText.Name name) {
    int start = name.offset();
    return sql.charAt(start) == '"'
        ? sql.indexOf('"', start + 1) + 1
        : start + name.name().length();
  }

  /** Of {@code uuid-ossp} without quotes only the server can say what is wrong with it. */
  private static boolean isWhole(String sql, int end) {
    return end == sql.length()
        || Character.isWhitespace(sql.charAt(end))
        || sql.startsWith("/*", end)
        || sql.startsWith("--", end);
  }

  private static Created created(
      MigrationFile script, PlaceholderText text, SqlText.Piece piece, SqlText.Name name) {
    int at = text.sourceOffset(piece.offset() + name.offset());
    String raw = piece.sql().substring(name.offset(), end(piece.sql(), name));
    String written = text.source().startsWith(raw, at) ? raw : "";
    Place place = ScriptPlace.at(script.path(), text.source(), at);
    return new Created(name.name(), written, place, text.source());
  }

  private static FailureFacts facts(List<Created> missing, Set<String> offered) {
    Created first = missing.get(0);
    FailureFacts facts =
        FailureFacts.of(
                FailureKind.EXTENSION_UNAVAILABLE,
                "the engine does not offer the extension " + first.name())
            .at(first.place(), first.text());
    for (Created other : missing.subList(1, Math.min(PLACES, missing.size()))) {
      facts = facts.see(other.place(), other.name() + ", which it does not offer either");
    }
    facts = nearest(facts, first, offered);
    String advice = KnownExtensions.advice(first.name());
    facts = advice.isEmpty() ? facts : facts.note(advice);
    return facts.note("The engine offers " + String.join(", ", offered) + ".");
  }

  private static FailureFacts nearest(FailureFacts facts, Created first, Set<String> offered) {
    Optional<String> near =
        first.name().length() < GUESSABLE
            ? Optional.empty()
            : NearestName.of(first.name(), offered);
    if (near.isEmpty()) {
      return facts;
    }
    String name = near.get();
    String quoted = PLAIN_NAME.matcher(name).matches() ? name : '"' + name + '"';
    FailureFacts more = facts.note("Did you mean " + quoted + "?");
    return first.written().isEmpty()
        ? more
        : more.suggest(new Edit.Replace(first.place(), first.written(), quoted));
  }
}
