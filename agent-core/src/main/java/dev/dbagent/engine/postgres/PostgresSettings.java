// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which PostgreSQL to run.
 *
 * @param version a major version, for its newest binaries that this agent knows, or an exact one
 * @param cacheDirectory where binaries, templates and work folders are kept
 * @param databaseName the name that {@code current_database()} gives
 */
public record PostgresSettings(String version, CacheDirectory cacheDirectory, String databaseName) {

  /** NAMEDATALEN - 1, PostgreSQL manual, section 4.1.1. */
  private static final int LONGEST_NAME = 63;

  public PostgresSettings {
    if (databaseName.isBlank()
        || databaseName.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
        || databaseName.chars().anyMatch(Character::isISOControl)) {
      throw new StageFailure(
          FailureKind.SETTING_REJECTED,
          "databaseName must be 1 to 63 bytes of printable text, but is \"" + databaseName + "\"");
    }
  }

  /**
   * The settings as a build gives them.
   *
   * @param cacheDirectory null for {@link CacheDirectory#standard()}
   */
  public static PostgresSettings of(
      String version, @Nullable Path cacheDirectory, String databaseName) {
    return new PostgresSettings(version, CacheDirectory.of(cacheDirectory), databaseName);
  }
}
