// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.BuildDatabase;
import dev.dbagent.handoff.HandedOn;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Gives the module's integration tests, or an application that they talk to, a database: a copy of
 * the verified state, with its seeds and with a closed schema. Its address, user and password are
 * in <code>target/db-agent/database.properties</code>, which only this user can read. It is there
 * until the goal <code>stop</code>, and never longer than Maven.
 *
 * <p>Which state: this module's own if it has one, else that of the module on the class path of the
 * tests. One that is not in the cache is made again, as the goal <code>rebuild</code> does.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "start",
    defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class StartMojo extends DownstreamMojo {

  /** Where, among what this plugin remembers of a project in one build, the database is. */
  static final String STARTED = "dev.dbagent.maven.started";

  /**
   * Where the goal <code>prepare</code> writes the handoff, and this one the file <code>
   * database.properties</code>.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "dbAgent.outputDirectory",
      defaultValue = "${project.build.directory}/db-agent")
  File outputDirectory;

  /**
   * Waits until Ctrl-C instead of going on: for an application that is started by hand while this
   * goal is called alone.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.wait", defaultValue = "false")
  boolean wait;

  @Override
  void run()
      throws IOException,
          DependencyResolutionRequiredException,
          HandedOn.NoStateException,
          MojoExecutionException {
    if (getPluginContext().containsKey(STARTED)) {
      getLog().info("The database is there already");
      return;
    }
    HandedOn handedOn = handedOn();
    provide(handedOn);
    libraries(false).provide();
    start(handedOn);
  }

  private void start(HandedOn handedOn) throws IOException, HandedOn.NoStateException {
    Path file = outputDirectory.toPath().resolve("database.properties");
    BuildDatabase database = BuildDatabase.start(handedOn, cache(handedOn), file, progress());
    getLog()
        .info(
            "Database of "
                + handedOn.handedOff().moduleName()
                + " at "
                + database.shown()
                + ", user and password in "
                + file);
    if (wait) {
      awaitInterruption(database);
    } else {
      remember(database);
    }
  }

  /** As a rule Ctrl-C ends this JVM, and with it the database; a daemon interrupts the thread. */
  private void awaitInterruption(BuildDatabase database) {
    try (database) {
      getLog().info("It is there until Ctrl-C");
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not in a static field: a daemon runs many builds, and {@code -T} many projects at once. */
  @SuppressWarnings("unchecked") // Maven's signature has no type arguments
  private void remember(BuildDatabase database) {
    getPluginContext().put(STARTED, database);
  }

  private HandedOn handedOn()
      throws IOException, DependencyResolutionRequiredException, HandedOn.NoStateException {
    String wanted = module == null ? "" : module;
    List<HandedOn> own = HandedOn.in(outputDirectory.toPath().resolve("handoff.json"));
    if (!own.isEmpty() && own.get(0).isOf(wanted)) {
      return own.get(0);
    }
    List<Path> classPath = new ArrayList<>();
    for (String element : project.getTestClasspathElements()) {
      classPath.add(Path.of(element));
    }
    return HandedOn.of(handedOn(classPath), wanted, artifactId -> "-DdbAgent.module=" + artifactId);
  }
}
