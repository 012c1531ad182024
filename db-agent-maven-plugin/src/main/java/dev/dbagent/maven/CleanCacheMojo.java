// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.DatabaseAgent;
import java.io.File;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Empties this user's cache: sealed states, data directory templates and engine binaries. What a
 * running build uses stays. The next build makes everything again.
 *
 * @since 0.1.0
 */
@Mojo(name = "clean-cache", requiresProject = false, threadSafe = true)
public final class CleanCacheMojo extends AbstractMojo {

  /**
   * Does nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.skip", defaultValue = "false")
  boolean skip;

  /**
   * The folder to empty. Default: the user's cache folder (<code>~/.cache/db-agent</code>; as root
   * <code>/var/cache/db-agent</code>).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheDirectory")
  @Nullable File cacheDirectory;

  @Override
  public void execute() throws MojoFailureException {
    if (skip) {
      getLog().info("Skipped (dbAgent.skip)");
      return;
    }
    getLog()
        .info(DatabaseAgent.cleanCache(cacheDirectory == null ? null : cacheDirectory.toPath()));
  }
}
