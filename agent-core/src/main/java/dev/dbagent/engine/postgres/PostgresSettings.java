// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which PostgreSQL to run, as a build says it; whether that is possible shows when it is used.
 *
 * @param version a major version, for its newest binaries that this agent knows, or an exact one
 * @param cacheDirectory where binaries, templates, work folders and sealed states are kept; null
 *     for the current user's own cache
 * @param databaseName the name that {@code current_database()} gives
 */
public record PostgresSettings(String version, @Nullable Path cacheDirectory, String databaseName) {

  /**
   * The settings of an engine that is known by what {@link #product} says of it.
   *
   * @param product for example {@code PostgreSQL 18.6}
   */
  public static PostgresSettings ofProduct(
      String product, @Nullable Path cacheDirectory, String databaseName) {
    String number = product.substring(product.lastIndexOf(' ') + 1);
    boolean brief = number.chars().filter(c -> c == '.').count() == 1;
    return new PostgresSettings(brief ? number + ".0" : number, cacheDirectory, databaseName);
  }

  /**
   * Product and exact version, as the engine itself names them.
   *
   * @throws dev.dbagent.model.StageFailure when that version is not offered
   */
  public String product() {
    return PostgresVersion.parse(version).product();
  }

  /** The same with another cache. */
  public PostgresSettings withCacheDirectory(@Nullable Path directory) {
    return new PostgresSettings(version, directory, databaseName);
  }
}
