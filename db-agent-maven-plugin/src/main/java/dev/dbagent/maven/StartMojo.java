// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.AgentException;
import dev.dbagent.BuildDatabase;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.report.Palette;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.inject.Inject;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Gives the module's integration tests, or an application that they talk to, a database: a copy of
 * the verified state, with its seeds and with a closed schema. Its address, user and password are
 * in <code>target/db-agent/database.properties</code>, which only this user can read. It is there
 * until the goal <code>stop</code>, and never longer than Maven.
 *
 * <p>Which state: this module's own if it has one, else that of the module on the class path of the
 * tests.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "start",
    defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class StartMojo extends AbstractMojo {

  /** Where, among what this plugin remembers of a project in one build, the database is. */
  static final String STARTED = "dev.dbagent.maven.started";

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  PluginDescriptor plugin;

  @Inject RepositorySystem repositorySystem;

  /**
   * Does nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.skip", defaultValue = "false")
  boolean skip;

  /**
   * The module whose database it is, as <code>groupId:artifactId</code> or the <code>artifactId
   * </code> alone: to be said when the class path of the tests has the databases of several.
   * Default: this one, or the only one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.module")
  @Nullable String module;

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
   * The folder that has the sealed states; a relative one is one of the module whose database it
   * is. Default: the user's cache folder (<code>~/.cache/db-agent</code>; as root <code>
   * /var/cache/db-agent</code>).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheDirectory")
  @Nullable String cacheDirectory;

  /**
   * Waits until Ctrl-C instead of going on: for an application that is started by hand while this
   * goal is called alone.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.wait", defaultValue = "false")
  boolean wait;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Optional<String> unknown =
        new ParameterNames(plugin).firstUnknown(project, plugin.getPluginLookupKey());
    if (unknown.isPresent()) {
      throw new MojoExecutionException(unknown.get());
    }
    if (skip) {
      getLog().info("Skipped (dbAgent.skip)");
      return;
    }
    if (getPluginContext().containsKey(STARTED)) {
      getLog().info("The database is there already");
      return;
    }
    try {
      new PluginLibraries(repositorySystem, session.getRepositorySession(), project, plugin, false)
          .provide();
      start(handedOn());
    } catch (AgentException e) {
      throw new Answer(getLog(), PomWording.of(plugin), Palette.PLAIN).failure(e);
    } catch (PluginLibraries.UnresolvedException e) {
      throw new MojoExecutionException(e.getMessage(), e.getCause());
    } catch (HandedOn.NoStateException e) {
      throw new MojoFailureException(e.getMessage());
    } catch (IOException | DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("no database can be started: " + e.getMessage(), e);
    }
  }

  private void start(HandedOn handedOn) throws IOException, HandedOn.NoStateException {
    Path cache = handedOn.cache(cacheDirectory, project.getBasedir().toPath());
    Path file = outputDirectory.toPath().resolve("database.properties");
    BuildDatabase database = BuildDatabase.start(handedOn, cache, file, progress());
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
    try (URLClassLoader classPath = new URLClassLoader(testClassPath(), null)) {
      return HandedOn.of(
          HandedOn.on(classPath), wanted, artifactId -> "-DdbAgent.module=" + artifactId);
    }
  }

  private URL[] testClassPath()
      throws DependencyResolutionRequiredException, MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String element : project.getTestClasspathElements()) {
      urls.add(new File(element).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private MavenProgress progress() {
    return new MavenProgress(
        getLog(),
        () -> Screen.of(session.getRequest(), System.getenv()).longStage(getLog()),
        InstantSource.system());
  }
}
