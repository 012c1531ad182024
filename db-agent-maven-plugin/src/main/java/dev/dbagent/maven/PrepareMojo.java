// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.DatabaseAgent;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.handoff.PackedSources;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Proves the module's database and hands it on: replays the migrations on a real PostgreSQL, loads
 * the seeds, checks the state and writes the handoff. A broken schema fails the build here, before
 * anything else is built.
 *
 * @since 0.1.0
 */
@Mojo(name = "prepare", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class PrepareMojo extends DatabaseMojo {

  private static final String ARTIFACT_TYPE = "json";
  private static final String ARTIFACT_CLASSIFIER = "db-agent";
  private static final String GENERATE = "generate";
  private static final String FOLDER_IN_JAR = "META-INF/db-agent";

  @Inject MavenProjectHelper projectHelper;

  /**
   * Whether migrations, seeds and all else that the state is made of go into the jar, beside the
   * handoff: then a machine that has only the jar can make the state again (see the goal <code>
   * rebuild</code>).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.rebuildable", defaultValue = "true")
  boolean rebuildable;

  @Override
  void run(DatabaseAgent agent) {
    agent.prepare(isGenerationNext());
  }

  private boolean isGenerationNext() {
    Plugin declared = project.getBuild().getPluginsAsMap().get(plugin.getPluginLookupKey());
    if (declared != null && AskedFor.mayGenerate(session.getGoals())) {
      // A loop: in a build with nothing to do a first stream costs more than all else here.
      for (PluginExecution execution : declared.getExecutions()) {
        if (execution.getGoals().contains(GENERATE)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  void passOn() {
    File handoff = new File(outputDirectory, Handoff.FILE_NAME);
    if (handoff.isFile()) {
      projectHelper.attachArtifact(project, ARTIFACT_TYPE, ARTIFACT_CLASSIFIER, handoff);
      project.addResource(handoffAsResource());
    }
  }

  private Resource handoffAsResource() {
    Resource resource = new Resource();
    resource.setDirectory(outputDirectory.getPath());
    resource.addInclude(Handoff.FILE_NAME);
    if (rebuildable) {
      resource.addInclude(PackedSources.FILE_NAME);
    }
    resource.setTargetPath(FOLDER_IN_JAR);
    return resource;
  }
}
