// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.DatabaseAgent;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes seed files with made-up rows for tables that have none: the same rows on every machine and
 * on every day, and such that all constraints hold. A column that is added later changes no value
 * of another column.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate-seed", threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class GenerateSeedMojo extends DatabaseMojo {

  /**
   * The tables that get rows, <code>[schema.]table</code>, spelled as in the catalogue; those that
   * they point to must be among them or have rows already.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.tables")
  List<String> tables = List.of();

  /**
   * How many rows each table gets.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.rows", defaultValue = "20")
  int rows;

  @Override
  void run(DatabaseAgent agent) throws MojoExecutionException {
    if (tables.isEmpty()) {
      throw new MojoExecutionException(
          "no table is named; say which get rows: -DdbAgent.tables=customer,order");
    }
    if (rows < 1) {
      throw new MojoExecutionException(
          "rows (-DdbAgent.rows) is " + rows + "; it is a number of rows, from 1");
    }
    agent.generateSeed(tables, rows).forEach(line -> getLog().info("Written: " + line));
  }

  @Override
  boolean makesRowsUp() {
    return true;
  }

  @Override
  void passOn() {
    // Writes sources only; no later phase needs anything of it.
  }
}
