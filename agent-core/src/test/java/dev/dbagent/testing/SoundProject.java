// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A small project with a bit of everything, in which nothing is wrong. */
public final class SoundProject {

  /** Its files; the migrations more than once, so that they are chosen more often. */
  public static final List<String> FILES =
      List.of(
          "migration/V1__tables.sql",
          "migration/V2__routines.sql",
          "migration/V3__placeholders.sql",
          "migration/V1__tables.sql",
          "migration/V2__routines.sql",
          "migration/V3__placeholders.sql",
          "migration/R__views.sql",
          "migration/afterMigrate.sql",
          "seed/invoice.csv");

  private SoundProject() {}

  /**
   * A copy of it.
   *
   * @param folder an empty one
   */
  public static SampleProject in(Path folder) throws IOException {
    ProjectFiles.copy(ProjectFiles.folder("sound"), folder);
    return new SampleProject(folder)
        .set("flyway.placeholders.prefix", "the_tables_of_the_shop_")
        .set("flyway.placeholders.s", "1")
        .set("lockTimeout", "2")
        .set("statementTimeout", "10");
  }
}
