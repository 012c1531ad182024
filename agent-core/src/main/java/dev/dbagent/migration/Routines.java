// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the script that created a routine. */
final class Routines {

  private static final Pattern CREATE =
      Pattern.compile(
          "CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:FUNCTION|PROCEDURE)\\s+([^(]+)(\\(.*?\\))\\s*"
              + "(?:RETURNS|AS|LANGUAGE|BEGIN|$).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private record Definition(SentStatement statement, String parameters) {}

  private final MigrationHistory history;
  private final Placeholders placeholders;

  Routines(MigrationHistory history, Placeholders placeholders) {
    this.history = history;
    this.placeholders = placeholders;
  }

  /**
   * The place in the innermost routine where the fault arose; nothing if no script before the
   * failed one creates it, or if several of that name could be meant.
   *
   * @param failed the script in which the statement stands that called it
   */
  Optional<Place> raisedIn(MigrationFile failed, SqlFault fault) {
    List<ErrorContext.Frame> frames = new ErrorContext(fault).frames();
    if (frames.isEmpty() || frames.get(0).routine().equals(ErrorContext.BLOCK)) {
      return Optional.empty();
    }
    ErrorContext.Frame innermost = frames.get(0);
    return definition(failed, innermost.routine())
        .flatMap(
            created ->
                RoutineBody.of(created.sql())
                    .map(body -> created.place(body.offset(innermost, fault.internal()))));
  }

  private Optional<SentStatement> definition(MigrationFile failed, String routine) {
    List<Definition> found =
        Stream.concat(history.initScript().stream(), history.files().stream())
            .filter(file -> mayHaveRunBefore(file, failed))
            .sorted((a, b) -> compare(a.version(), b.version()))
            .flatMap(file -> in(file, routine).stream())
            .toList();
    Set<String> overloads = new HashSet<>();
    found.forEach(definition -> overloads.add(definition.parameters()));
    return overloads.size() == 1
        ? Optional.of(found.get(found.size() - 1).statement())
        : Optional.empty();
  }

  private List<Definition> in(MigrationFile file, String routine) {
    List<Definition> found = new ArrayList<>();
    PlaceholderText text = placeholders.in(file);
    for (SqlText.Piece piece : new SqlText(text.replaced()).statements()) {
      Matcher m = CREATE.matcher(piece.sql());
      if (m.matches() && isNamed(m.group(1), routine)) {
        String parameters = m.group(2).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        found.add(
            new Definition(new SentStatement(file, text, piece.offset(), piece.sql()), parameters));
      }
    }
    return found;
  }

  private static boolean isNamed(String written, String routine) {
    List<SqlText.Name> parts = new SqlText(written).names();
    return !parts.isEmpty() && parts.get(parts.size() - 1).name().equals(routine);
  }

  private static boolean mayHaveRunBefore(MigrationFile file, MigrationFile failed) {
    boolean isScript =
        file.kind() != MigrationFile.Kind.JAVA && file.kind() != MigrationFile.Kind.SCRIPT_SETTINGS;
    return isScript && (failed.version() == null || compare(file.version(), failed.version()) <= 0);
  }

  /** What has no version comes first here: whether it ran before cannot be told by its name. */
  private static int compare(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    var left = MigrationName.comparable(a);
    var right = MigrationName.comparable(b);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}
