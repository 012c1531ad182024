// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.SqlFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one token of a statement that names what a fault is about. For faults without a position: the
 * server knows the object by then, and no longer where its name stood.
 */
final class NamedToken {

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern NEEDED =
      Pattern.compile("^cannot drop (?:[a-z ]+? )(\\S+?)(?: (?:of|on) .*)? because ");
  private static final Pattern FORBIDDEN =
      Pattern.compile("^(?:must be owner of|permission denied for) (?:[a-z ]+ )(\\S+)$");
  private static final String SECOND = " specified more than once";

  private final SqlText text;
  private final SqlFault fault;
  private final List<SqlText.Name> names;

  NamedToken(String sql, SqlFault fault) {
    this.text = new SqlText(sql);
    this.fault = fault;
    this.names = text.names();
  }

  /**
   * Where the first name stands, by how closely it is concerned, that occurs exactly once.
   *
   * @param frames the routines on the way to the fault; the outermost was called by the statement
   */
  Optional<Integer> find(List<ErrorContext.Frame> frames) {
    if (!frames.isEmpty()) {
      String outermost = frames.get(frames.size() - 1).routine();
      return call(outermost).or(() -> once(outermost));
    }
    List<String> candidates = new ArrayList<>();
    add(candidates, fault.constraint());
    add(candidates, fault.column());
    addAll(candidates, QUOTED.matcher(fault.message()));
    addAll(candidates, NEEDED.matcher(fault.message()));
    addAll(candidates, FORBIDDEN.matcher(fault.message()));
    add(candidates, fault.table() == null ? null : fault.table().name());
    addAll(candidates, QUOTED.matcher(fault.detail() == null ? "" : fault.detail()));
    return candidates.stream().flatMap(name -> find(name).stream()).findFirst();
  }

  private Optional<Integer> find(String name) {
    return fault.message().endsWith(SECOND)
        ? alike(name).stream().skip(1).findFirst()
        : once(name).or(() -> literal(name));
  }

  private static void add(List<String> candidates, @Nullable String name) {
    if (name != null) {
      candidates.add(name);
    }
  }

  /** Of a name with a schema the last part counts. */
  private static void addAll(List<String> candidates, Matcher quoted) {
    while (quoted.find()) {
      List<SqlText.Name> parts = new SqlText(quoted.group(1)).names();
      candidates.add(quoted.group(1));
      if (!parts.isEmpty()) {
        candidates.add(parts.get(parts.size() - 1).name());
      }
    }
  }

  private Optional<Integer> call(String routine) {
    return only(alike(routine).stream().filter(text::isCalled).toList());
  }

  private Optional<Integer> once(String name) {
    return only(alike(name));
  }

  private Optional<Integer> literal(String value) {
    return only(
        text.literals().stream()
            .filter(literal -> literal.text().equals(value))
            .map(SqlText.Literal::offset)
            .toList());
  }

  private List<Integer> alike(String name) {
    return names.stream().filter(n -> n.name().equals(name)).map(SqlText.Name::offset).toList();
  }

  private static Optional<Integer> only(List<Integer> places) {
    return places.size() == 1 ? Optional.of(places.get(0)) : Optional.empty();
  }
}
