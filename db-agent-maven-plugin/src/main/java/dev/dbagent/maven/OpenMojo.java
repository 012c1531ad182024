// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.AgentException;
import dev.dbagent.KeptDatabases;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.OpenedDatabase;
import dev.dbagent.report.Palette;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Serves a copy of a database that a failed test has left, until Ctrl-C: prints its address and the
 * file that has the password. What is kept stays as the test left it. Without a name it lists those
 * that there are.
 *
 * @since 0.1.0
 */
@Mojo(name = "open", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class OpenMojo extends AgentMojo {

  /**
   * The name of the database, as the failure of the test tells it. Of one that another machine has
   * kept: the path of the folder into which the folder of its server was copied, a slash, and the
   * name.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.database")
  @Nullable String database;

  /**
   * The cache folder of the tests. Default: the user's cache folder (<code>~/.cache/db-agent</code>
   * ; as root <code>/var/cache/db-agent</code>).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheDirectory")
  @Nullable File cacheDirectory;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    try {
      libraries(false).provide();
      KeptDatabases kept = new KeptDatabases(cachePath(), artifacts(), progress());
      if (database == null) {
        list(kept);
      } else {
        open(kept, database);
      }
    } catch (AgentException e) {
      throw new Answer(getLog(), PomWording.of(plugin), Palette.PLAIN).failure(e);
    } catch (PluginLibraries.UnresolvedException e) {
      throw new MojoExecutionException(e.getMessage(), e.getCause());
    }
  }

  private void list(KeptDatabases kept) {
    List<String> names = kept.names();
    getLog()
        .info(
            names.isEmpty()
                ? "No database is kept in " + kept.folder()
                : "Kept in "
                    + kept.folder()
                    + ", the newest first; -DdbAgent.database=NAME opens one");
    names.forEach(getLog()::info);
  }

  private void open(KeptDatabases kept, String name) throws MojoFailureException {
    OpenedDatabase opened = kept.open(name).orElseThrow(() -> absent(kept, name));
    try (opened) {
      DatabaseAddress address = opened.address();
      String place = address.url().substring("jdbc:postgresql://".length());
      getLog().info("A copy of " + name + " is served until Ctrl-C:");
      getLog().info("  " + address.url() + "?user=" + address.user());
      getLog().info("  password file " + opened.passwordFile());
      getLog()
          .info(
              "  psql 'postgresql://%s@%s?passfile=%s'"
                  .formatted(address.user(), place, opened.passwordFile()));
      opened.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MojoFailureException absent(KeptDatabases kept, String name) {
    List<String> names = kept.names();
    return new MojoFailureException(
        "no database "
            + name
            + " is kept in "
            + kept.folder()
            + (names.isEmpty() ? "" : ", only " + String.join(", ", names))
            + ". It is kept when the last of the tests that share its server has ended, for 7 days,"
            + " and not longer than 10 later ones.");
  }

  private @Nullable Path cachePath() {
    return cacheDirectory == null ? null : cacheDirectory.toPath();
  }
}
