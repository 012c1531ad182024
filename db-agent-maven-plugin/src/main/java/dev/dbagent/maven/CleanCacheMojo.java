// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.AgentException;
import dev.dbagent.DatabaseAgent;
import dev.dbagent.report.Palette;
import java.io.File;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
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
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class CleanCacheMojo extends AbstractMojo {

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  PluginDescriptor plugin;

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
    try {
      getLog()
          .info(DatabaseAgent.cleanCache(cacheDirectory == null ? null : cacheDirectory.toPath()));
    } catch (AgentException e) {
      throw new Answer(getLog(), PomWording.of(plugin), Palette.PLAIN).failure(e);
    }
  }
}
