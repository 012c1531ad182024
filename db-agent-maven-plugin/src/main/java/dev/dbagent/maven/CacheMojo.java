// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.AgentException;
import dev.dbagent.CacheGoal;
import dev.dbagent.report.Palette;
import java.io.File;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Lists what this user's cache holds: each sealed state with its module, last migration, size, last
 * use and the checkout that made it, then the sums and the builds that work in it now. Nothing is
 * started and nothing changed.
 *
 * @since 0.1.0
 */
@Mojo(name = "cache", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class CacheMojo extends AbstractMojo {

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
   * The folder to list. Default: the user's cache folder (<code>~/.cache/db-agent</code>; as root
   * <code>/var/cache/db-agent</code>).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheDirectory")
  @Nullable File cacheDirectory;

  /**
   * How many megabytes of sealed states builds keep, to be told beside what there is.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheSize", defaultValue = "1000")
  long cacheSize;

  /**
   * How many days after their last use builds keep sealed states, to be told beside what there is.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheAge", defaultValue = "30")
  long cacheAge;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped (dbAgent.skip)");
      return;
    }
    try {
      getLog()
          .info(
              CacheGoal.describe(
                  cacheDirectory == null ? null : cacheDirectory.toPath(),
                  CacheLimits.of(cacheSize, cacheAge)));
    } catch (AgentException e) {
      throw new Answer(getLog(), PomWording.of(plugin), Palette.PLAIN).failure(e);
    }
  }
}
