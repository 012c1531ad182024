// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.SecretColumn;
import dev.dbagent.model.SqlFault;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the values of secret columns out of what the server says of a row. */
final class MaskedFault {

  private static final Pattern ROW =
      Pattern.compile("Failing row contains \\(.*\\)\\.", Pattern.DOTALL);
  private static final Pattern COPIED =
      Pattern.compile("(COPY .+?, line \\d+[^:]*): \".*\"", Pattern.DOTALL);

  private MaskedFault() {}

  /**
   * @param columns of the tables that may be concerned
   */
  static SqlFault of(SqlFault fault, Collection<String> columns) {
    boolean rowHoldsSecret = columns.stream().anyMatch(SecretColumn::isSecret);
    return new SqlFault(
        fault.sqlState(),
        fault.condition(),
        fault.conditionName(),
        fault.message(),
        detail(fault.detail(), rowHoldsSecret),
        fault.hint(),
        context(fault.context(), rowHoldsSecret),
        fault.position(),
        fault.internal(),
        fault.table(),
        fault.column(),
        fault.constraint());
  }

  private static @Nullable String detail(@Nullable String detail, boolean rowHoldsSecret) {
    if (detail != null && rowHoldsSecret && ROW.matcher(detail).matches()) {
      return "Failing row contains (" + SecretColumn.MASK + ").";
    }
    Optional<KeyDetail> key = KeyDetail.of(detail);
    if (detail == null || key.isEmpty() || !isSecret(key.get())) {
      return detail;
    }
    String masked = detail;
    for (String values : List.of(key.get().values(), String.valueOf(key.get().otherValues()))) {
      masked = masked.replace("=(" + values + ")", "=(" + SecretColumn.MASK + ")");
    }
    return masked;
  }

  private static boolean isSecret(KeyDetail key) {
    return key.names().stream().anyMatch(SecretColumn::isSecret);
  }

  private static @Nullable String context(@Nullable String context, boolean rowHoldsSecret) {
    Matcher m = COPIED.matcher(context == null ? "" : context);
    return rowHoldsSecret && m.find() ? m.replaceFirst("$1") : context;
  }
}
