// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.diagnosis.CatalogueText;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Explains a diagnosis: when it is given, why it happens, what to do, with an example that fails
 * and the same put right. Without a code it lists all of them.
 *
 * @since 0.1.0
 */
@Mojo(name = "explain", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class ExplainMojo extends AbstractMojo {

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  PluginDescriptor plugin;

  /**
   * The code, for example <code>DBA-M010</code> or <code>m010</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "code")
  @Nullable String code;

  @Override
  public void execute() throws MojoFailureException {
    if (code == null || code.isBlank()) {
      getLog().info("All diagnoses:\n\n" + CatalogueText.list());
      return;
    }
    String asked = code;
    getLog()
        .info(
            DiagnosisCatalogue.entry(asked)
                .map(entry -> CatalogueText.plain(entry, PomWording.of(plugin)))
                .orElseThrow(() -> new MojoFailureException(unknown(asked))));
  }

  private static String unknown(String asked) {
    String question =
        DiagnosisCatalogue.nearestCode(asked)
            .map(near -> "; did you mean " + near + "?")
            .orElse("; without -Dcode all codes are listed");
    return "there is no diagnosis " + asked + question;
  }
}
