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

  private final SqlFault fault;
  private final List<SqlText.Name> names;

  NamedToken(String sql, SqlFault fault) {
    this.fault = fault;
    this.names = new SqlText(sql).names();
  }

  /**
   * Where the first name stands, by how closely it is concerned, that occurs exactly once.
   *
   * @param frames the routines on the way to the fault; the outermost was called by the statement
   */
  Optional<Integer> find(List<ErrorContext.Frame> frames) {
    List<String> candidates = new ArrayList<>();
    if (frames.isEmpty()) {
      add(candidates, fault.constraint());
      add(candidates, fault.column());
      addAll(candidates, QUOTED.matcher(fault.message()));
      addAll(candidates, NEEDED.matcher(fault.message()));
      add(candidates, fault.table() == null ? null : fault.table().name());
    } else {
      candidates.add(frames.get(frames.size() - 1).routine());
    }
    return candidates.stream().flatMap(name -> once(name).stream()).findFirst();
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

  private Optional<Integer> once(String name) {
    List<SqlText.Name> alike = names.stream().filter(n -> n.name().equals(name)).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0).offset()) : Optional.empty();
  }
}
