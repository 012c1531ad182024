// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Finding;
import java.nio.file.Path;
import java.util.LinkedHashSet;
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
 * @param drift how bad it is that migrations would change files that are written for an older
 *     version
 * @param triesAdversarialRows whether migrations that the files are not written for yet are tried
 *     over made-up rows, too
 */
public record SeedSettings(
    Path projectDirectory,
    Path seedDirectory,
    List<String> profiles,
    String defaultSchema,
    Finding.Severity drift,
    boolean triesAdversarialRows) {

  public SeedSettings {
    profiles = List.copyOf(new LinkedHashSet<>(profiles));
  }

  /** The folder of the seeds. */
  public Path folder() {
    return projectDirectory.resolve(seedDirectory);
  }

  /** The same with other profiles. */
  public SeedSettings with(List<String> others) {
    return new SeedSettings(
        projectDirectory, seedDirectory, others, defaultSchema, drift, triesAdversarialRows);
  }

  /** The same seeds as if the project were elsewhere; paths are shown as before. */
  public SeedSettings in(Path elsewhere) {
    Path project = projectDirectory.toAbsolutePath().normalize();
    Path absolute = project.resolve(seedDirectory).normalize();
    Path inside = absolute.startsWith(project) ? project.relativize(absolute) : Path.of("seed");
    return new SeedSettings(
        elsewhere, elsewhere.resolve(inside), profiles, defaultSchema, drift, triesAdversarialRows);
  }

  /** Without profiles. */
  public SeedSettings(Path projectDirectory, Path seedDirectory, String defaultSchema) {
    this(projectDirectory, seedDirectory, List.of(), defaultSchema, Finding.Severity.ERROR, true);
  }
}
