// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.ColumnType;
import java.util.List;

/** Values that a type holds and that are hard on whoever gets them. */
final class HardValues {

  /** Beyond what columns usually take, and still short enough for an index. */
  private static final int LONG = 1_000;

  private HardValues() {}

  static List<String> texts(ColumnType type) {
    return type.family() == ColumnType.Family.TEXT && !type.isArray()
        ? List.of("x".repeat(type.length() == 0 ? LONG : type.length()), "")
        : List.of();
  }

  static List<String> numbers(ColumnType type) {
    if (type.isArray()) {
      return List.of();
    }
    return switch (type.family()) {
      case SMALLINT -> List.of("-1", String.valueOf(Short.MAX_VALUE));
      case INTEGER -> List.of("-1", String.valueOf(Integer.MAX_VALUE));
      case BIGINT -> List.of("-1", String.valueOf(Long.MAX_VALUE));
      case DECIMAL -> decimals(type);
      case FLOAT -> List.of("-1", "1e30");
      default -> List.of();
    };
  }

  private static List<String> decimals(ColumnType type) {
    if (type.length() == 0) {
      return List.of("-1", "9".repeat(18));
    }
    int whole = Math.max(type.length() - type.scale(), 0);
    String part = type.scale() > 0 ? "." + "9".repeat(type.scale()) : "";
    String largest = (whole == 0 ? "0" : "9".repeat(whole)) + part;
    return List.of("-" + largest, largest);
  }
}
