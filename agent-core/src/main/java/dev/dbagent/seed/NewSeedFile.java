// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A seed file for a table that has none: records as long as people can read them, else CSV.
 *
 * @param name of the file
 * @param text what it says
 */
record NewSeedFile(String name, String text) {

  /** A dot parts schema, table and format; the others part folders, or nobody sees them. */
  private static final Pattern UNUSABLE = Pattern.compile("[./\\\\\\p{Cntrl}]");

  /**
   * The file of some rows.
   *
   * @param rows all new, ranked in the order of the table
   * @throws StageFailure of kind SEED_RECORDING_REFUSED when no file can be named after the table
   */
  static NewSeedFile of(TableName table, List<TargetRow> rows, String defaultSchema) {
    SeedTarget target = new SeedTarget(Map.of(), rows);
    String records = RecordPatch.of("", target);
    boolean isSmall =
        rows.size() <= RecordFormat.MOST_ROWS && records.length() < RecordFormat.MOST_BYTES / 4;
    return isSmall
        ? new NewSeedFile(stem(table, defaultSchema) + ".yml", records)
        : csv(table, target, defaultSchema);
  }

  /** The same, always as CSV. */
  static NewSeedFile csv(TableName table, SeedTarget target, String defaultSchema) {
    return new NewSeedFile(stem(table, defaultSchema) + ".csv", CsvPatch.of("", target));
  }

  private static String stem(TableName table, String defaultSchema) {
    boolean isDefault = table.schema().equals(defaultSchema);
    if (UNUSABLE.matcher(table.name()).find()
        || (!isDefault && UNUSABLE.matcher(table.schema()).find())) {
      throw new StageFailure(
          FailureKind.SEED_RECORDING_REFUSED,
          "no seed file can be named after " + Shown.value(table.toString()));
    }
    return (isDefault ? "" : table.schema() + ".") + table.name();
  }
}
