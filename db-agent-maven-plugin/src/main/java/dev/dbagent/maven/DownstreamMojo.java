// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.AgentException;
import dev.dbagent.StateRebuild;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.report.Palette;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that work with states which other modules have handed on. */
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
abstract class DownstreamMojo extends AgentMojo {

  /**
   * Does nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.skip", defaultValue = "false")
  boolean skip;

  /**
   * The module whose database is meant, as <code>groupId:artifactId</code> or the <code>artifactId
   * </code> alone, when the class path of the tests has the databases of several. Default for
   * <code>
   * start</code>: this one, or the only one; for <code>rebuild</code>: all of them.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.module")
  @Nullable String module;

  /**
   * The folder that has the sealed states; a relative one is one of the module whose database it
   * is. Default: the user's cache folder (<code>~/.cache/db-agent</code>; as root <code>
   * /var/cache/db-agent</code>).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheDirectory")
  @Nullable String cacheDirectory;

  /**
   * How many megabytes of sealed states the cache folder keeps when one is made again: the least
   * recently used are forgotten first, and none that was used within the last minutes. 0 for none
   * beyond those.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheSize", defaultValue = "1000")
  long cacheSize;

  /**
   * How many days after their last use sealed states are kept.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheAge", defaultValue = "30")
  long cacheAge;

  /**
   * Settings of Flyway that a state was made with and that its jar does not tell because they are
   * secrets, for when it has to be made again: <code>
   * &lt;placeholders&gt;&lt;reader_password&gt;</code>. On the command line: <code>
   * -DdbAgent.flyway.placeholders.reader_password=...</code>. All others are taken from the jar.
   *
   * @since 0.1.0
   */
  @Parameter @Nullable PlexusConfiguration flyway;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    refuseUnknownParameters();
    if (skip) {
      getLog().info("Skipped (dbAgent.skip)");
      return;
    }
    try {
      run();
    } catch (AgentException e) {
      throw new Answer(getLog(), PomWording.of(plugin), Palette.PLAIN).failure(e);
    } catch (PluginLibraries.UnresolvedException e) {
      throw new MojoExecutionException(e.getMessage(), e.getCause());
    } catch (HandedOn.NoStateException e) {
      throw new MojoFailureException(e.getMessage());
    } catch (IOException | DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("there is no database: " + e.getMessage(), e);
    }
  }

  /** The goal's work. */
  abstract void run()
      throws IOException,
          DependencyResolutionRequiredException,
          HandedOn.NoStateException,
          MojoExecutionException;

  /** All that was handed on and can be seen on a class path. */
  static List<HandedOn> handedOn(Collection<Path> classPath) throws IOException {
    URL[] urls = new URL[classPath.size()];
    int i = 0;
    for (Path element : classPath) {
      urls[i++] = element.toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return HandedOn.on(loader);
    }
  }

  /**
   * Makes a state that is not in the cache. Of one that is there only that is seen.
   *
   * @return whether it had to be made
   * @throws AgentException when it cannot be made
   */
  final boolean provide(HandedOn handedOn) throws MojoExecutionException {
    MavenProgress progress = progress();
    StateRebuild rebuild =
        new StateRebuild(
            handedOn,
            cache(handedOn),
            CacheLimits.of(cacheSize, cacheAge),
            PomWording.of(plugin),
            progress);
    try {
      if (!rebuild.isNeeded()) {
        return false;
      }
      rebuild.run(project.getBasedir().toPath(), given(), artifacts(), libraries(false));
      return true;
    } catch (AgentException e) {
      progress.end();
      throw e;
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    FlywaySettings.of(flyway, project, session)
        .forEach((name, value) -> given.put("flyway." + name, value));
    return given;
  }

  /** Null for the current user's own. */
  final @Nullable Path cache(HandedOn handedOn) {
    return handedOn.cache(cacheDirectory, project.getBasedir().toPath());
  }
}
