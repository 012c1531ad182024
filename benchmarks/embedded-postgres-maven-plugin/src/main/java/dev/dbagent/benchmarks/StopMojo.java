// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Stops what {@link StartMojo} started. */
@Mojo(name = "stop")
public final class StopMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  @Override
  public void execute() throws MojoExecutionException {
    try (EmbeddedPostgres server = (EmbeddedPostgres) project.getContextValue(StartMojo.URL)) {
      getLog().debug("stopping " + server);
    } catch (IOException e) {
      throw new MojoExecutionException("the embedded PostgreSQL did not stop: " + e, e);
    }
  }
}
