// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import org.jspecify.annotations.Nullable;

/**
 * A row of the history table.
 *
 * @param version as Flyway prints it; null for a repeatable migration
 * @param description what the name says
 * @param script the path within its location, or the class
 * @param type as Flyway writes it: {@code SQL}, {@code JDBC}, {@code SQL_BASELINE}, {@code
 *     BASELINE} for the mark of {@code baselineOnMigrate}
 * @param checksum Flyway's own, null for what has none
 */
public record AppliedMigration(
    @Nullable String version,
    String description,
    String script,
    String type,
    @Nullable Integer checksum) {}
