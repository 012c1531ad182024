// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.nio.file.Path;

/**
 * Where seed data is.
 *
 * @param projectDirectory what paths in messages are relative to
 * @param seedDirectory holds one file for each table; need not exist
 * @param defaultSchema the schema of files whose name gives none
 */
public record SeedSettings(Path projectDirectory, Path seedDirectory, String defaultSchema) {}
