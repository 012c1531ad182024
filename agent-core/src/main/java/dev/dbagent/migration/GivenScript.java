// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * SQL that is run once on top of all migrations, because a goal was told to. Nothing in it is
 * replaced: it has no placeholders.
 */
public final class GivenScript {

  private final MigrationFile file;

  private GivenScript(MigrationFile file) {
    this.file = file;
  }

  /**
   * Reads a script.
   *
   * @param path relative to the project, or absolute
   * @throws StageFailure of kind SEED_RECORDING_REFUSED when it cannot be read
   */
  public static GivenScript read(String path, MigrationSettings settings) {
    Path script = settings.projectDirectory().resolve(path).normalize();
    String shown = settings.shown(script);
    try {
      byte[] content = Files.readAllBytes(script);
      ScriptEncoding encoding = new ScriptEncoding(settings.flyway());
      return new GivenScript(
          new MigrationFile(
              new MigrationName(Kind.SEED_SCRIPT, null, ""),
              shown,
              shown,
              content,
              encoding.of(shown, content, Optional.empty())));
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.SEED_RECORDING_REFUSED,
          Files.exists(script)
              ? "the script cannot be read: " + FileTrouble.words(e)
              : "the script does not exist",
          Place.file(shown),
          null,
          e);
    }
  }

  /**
   * Runs it in one transaction, with the default schema first in the search path.
   *
   * @param server on which all migrations ran
   * @throws StageFailure of kind SEED_RECORDING_REFUSED with its place when a statement is refused;
   *     or for want of time, locks or room
   */
  public void run(DatabaseServer server, MigrationHistory history) {
    List<MigrationFile> order = RunningOrder.of(history);
    String last = order.isEmpty() ? "" : order.get(order.size() - 1).path();
    try {
      new ScriptRun(file, server, history, last).run();
    } catch (StageFailure e) {
      throw e.kind() == FailureKind.SEED_SCRIPT_FAILED
          ? new StageFailure(e.facts().as(FailureKind.SEED_RECORDING_REFUSED), e)
          : e;
    }
  }
}
