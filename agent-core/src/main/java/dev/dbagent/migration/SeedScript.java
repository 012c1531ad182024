// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.StageFailure;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seed that is a program: SQL for the schema as it is at one version, which its header names.
 * Nothing in it is replaced: it has no placeholders.
 */
public final class SeedScript {

  private static final Pattern HEADER =
      Pattern.compile("--\\s*db-agent:\\s*at\\s+(\\d+(?:[._]\\d+)*)\\s*");

  private final MigrationFile file;
  private final String version;

  private SeedScript(MigrationFile file, String version) {
    this.file = file;
    this.version = version;
  }

  /**
   * Reads the header.
   *
   * @param path as a user of the project writes it
   * @throws StageFailure of kind SEED_SCRIPT_UNPINNED when no comment before the first statement
   *     names a version; SEED_SCRIPT_FAILED when it could pass as a whole although half of it does
   *     not run
   */
  public static SeedScript of(String path, String text) {
    MigrationName name = new MigrationName(Kind.SEED_SCRIPT, null, "");
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    MigrationFile file = new MigrationFile(name, path, path, content, StandardCharsets.UTF_8);
    ScriptFlaws.refuse(file, PlaceholderText.plain(file.text()));
    return new SeedScript(file, version(file));
  }

  private static String version(MigrationFile file) {
    String text = file.text();
    return text.substring(0, new SqlText(text).firstToken())
        .lines()
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .map(header -> header.group(1))
        .findFirst()
        .orElseThrow(
            () ->
                unpinned(
                    file,
                    "no comment before the first statement says for which version it is written"));
  }

  /** It cannot run because of what its header says or does not say. */
  public StageFailure unpinned(String reason) {
    return unpinned(file, reason);
  }

  private static StageFailure unpinned(MigrationFile file, String reason) {
    FailureFacts facts = FailureFacts.of(FailureKind.SEED_SCRIPT_UNPINNED, reason);
    return new StageFailure(facts.at(Place.line(file.path(), 1), file.text()), null);
  }

  public String path() {
    return file.path();
  }

  /** The version of the schema that it is written for, as its header spells it. */
  public String version() {
    return version;
  }

  /** All that it says; line ends do not count. */
  public byte[] content() {
    return file.unifiedContent();
  }

  /**
   * Runs it in one transaction, with the default schema first in the search path.
   *
   * @param after the last migration that has run
   * @throws StageFailure of kind SEED_SCRIPT_FAILED with its place when a statement is refused or
   *     the schema is not what it was; or for want of time, locks or room
   */
  public void run(DatabaseServer server, MigrationHistory history, MigrationFile after) {
    SchemaSnapshot schema = server.snapshot();
    new ScriptRun(file, server, history, after.path()).run();
    if (!server.snapshot().equals(schema)) {
      throw new StageFailure(
          FailureKind.SEED_SCRIPT_FAILED,
          "the script changes the schema, which only migrations may do",
          Place.file(file.path()));
    }
  }
}
