// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.DatabaseAgent;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Brings the seed files to the newest version of the schema: loads them at the version for which
 * they are written, runs the later migrations with the rows in place, and writes back what became
 * of them. Lines that need no change stay as they are. For people to run and commit; refused where
 * the environment variable <code>CI</code> is <code>true</code>.
 *
 * @since 0.1.0
 */
@Mojo(name = "update-seed", threadSafe = true)
public final class UpdateSeedMojo extends DatabaseMojo {

  /**
   * How many rows and values of the seeds the migrations may take away. More fails the goal, with a
   * list of what would be lost and nothing changed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.acceptLoss", defaultValue = "0")
  long acceptLoss;

  /**
   * A commit whose seed files fit the migrations, to begin from when migrations up to the recorded
   * version were edited since the seeds were written. Without one it is the commit where this
   * branch left <code>origin/HEAD</code>, <code>main</code> or <code>master</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.seedBase")
  @Nullable String seedBase;

  @Override
  void run(DatabaseAgent agent) {
    boolean isUnattended = "true".equalsIgnoreCase(System.getenv("CI"));
    agent.updateSeed(isUnattended, acceptLoss, seedBase).forEach(getLog()::info);
  }

  /** Nothing is built here. */
  @Override
  void passOn() {}
}
