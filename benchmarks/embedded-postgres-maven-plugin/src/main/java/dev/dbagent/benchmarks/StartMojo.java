// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Starts zonky's embedded PostgreSQL with the library's defaults and tells the project its address,
 * as the property {@value #URL}.
 */
@Mojo(name = "start")
public final class StartMojo extends AbstractMojo {

  static final String URL = "embedded.url";

  /**
   * Where the library unpacks its binaries, kept, and makes its data directory, deleted at the end.
   */
  @Parameter(required = true)
  private File workingDirectory;

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  @Override
  public void execute() throws MojoExecutionException {
    try {
      Files.createDirectories(workingDirectory.toPath());
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(workingDirectory)
              .setDataDirectory(Files.createTempDirectory(workingDirectory.toPath(), "data"))
              .start();
      project.setContextValue(URL, server);
      project.getProperties().setProperty(URL, server.getJdbcUrl("postgres", "postgres"));
    } catch (IOException | RuntimeException e) {
      throw new MojoExecutionException("the embedded PostgreSQL did not start: " + e, e);
    }
  }
}
