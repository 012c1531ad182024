// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a seed file's name says: {@code [schema.]table} and the format. Names are spelled as in the
 * catalogue, so {@code Order.csv} is for the table "Order".
 */
record SeedFileName(List<String> parts, SeedFormat format) {

  private static final List<SeedFormat> FORMATS = List.of(new CsvFormat(), new RecordFormat());

  /**
   * Understands a name.
   *
   * @throws StageFailure of kind SEED_UNREADABLE
   */
  static SeedFileName of(SeedText text) {
    String name = String.valueOf(text.file().getFileName());
    SeedFormat format =
        FORMATS.stream()
            .filter(known -> suffix(known, name) != null && Files.isRegularFile(text.file()))
            .findFirst()
            .orElseThrow(() -> refused(text));
    int end = name.length() - Objects.requireNonNull(suffix(format, name)).length();
    String stem = name.substring(0, end);
    List<String> parts = List.of(stem.split("\\.", -1));
    if (parts.size() > 2 || parts.contains("")) {
      throw refused(text);
    }
    return new SeedFileName(parts, format);
  }

  private static @Nullable String suffix(SeedFormat format, String name) {
    return format.suffixes().stream().filter(name::endsWith).findFirst().orElse(null);
  }

  TableName table(String defaultSchema) {
    return parts.size() == 1
        ? new TableName(defaultSchema, parts.get(0))
        : new TableName(parts.get(0), parts.get(1));
  }

  private static StageFailure refused(SeedText text) {
    String forms =
        FORMATS.stream()
            .map(format -> "[schema.]table" + format.suffixes().get(0))
            .collect(Collectors.joining(" or "));
    return text.unreadable(
        text.place(),
        "the name is not that of a seed file, which is " + forms + ", or that of a script in SQL",
        null);
  }
}
