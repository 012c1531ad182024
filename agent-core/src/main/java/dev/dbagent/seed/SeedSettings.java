// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.nio.file.Path;
import java.util.List;

/**
 * Where seed data is, and what of it is loaded.
 *
 * @param projectDirectory what paths in messages are relative to
 * @param seedDirectory holds at most one file for each table, and a folder for each profile; need
 *     not exist
 * @param profiles the folders whose files are loaded after those of the seed folder itself, in this
 *     order
 * @param defaultSchema the schema of files whose name gives none
 */
public record SeedSettings(
    Path projectDirectory, Path seedDirectory, List<String> profiles, String defaultSchema) {

  public SeedSettings {
    profiles = profiles.stream().distinct().toList();
  }

  /** Without profiles. */
  public SeedSettings(Path projectDirectory, Path seedDirectory, String defaultSchema) {
    this(projectDirectory, seedDirectory, List.of(), defaultSchema);
  }
}
