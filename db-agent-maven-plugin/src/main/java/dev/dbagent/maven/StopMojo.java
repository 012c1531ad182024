// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Ends what the goal <code>start</code> began in this module, and deletes the file that it wrote.
 * Without that it does nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends AbstractMojo {

  @Override
  public void execute() throws MojoExecutionException {
    Object started = getPluginContext().remove(StartMojo.STARTED);
    // Not by its own type: an execution with other dependencies has another class of that name.
    if (started instanceof AutoCloseable database) {
      try {
        database.close();
      } catch (Exception e) {
        throw new MojoExecutionException("the database cannot be stopped: " + e.getMessage(), e);
      }
    }
  }
}
