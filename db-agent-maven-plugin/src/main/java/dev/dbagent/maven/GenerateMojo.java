// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.DatabaseAgent;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Generates the module's jOOQ code from the verified state that <code>prepare</code> sealed, and
 * makes it a source root. Prepares the state itself when it has not been prepared.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends DatabaseMojo {

  @Override
  void run(DatabaseAgent agent) {
    agent.generate();
  }

  @Override
  void passOn() {
    project.addCompileSourceRoot(generatedSources.getPath());
  }
}
