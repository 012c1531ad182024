// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Wording;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where reports go and how they speak.
 *
 * @param testDirectory for JUnit XML: where servers look for the results of tests
 * @param modulePath the project's folder seen from the root of the checkout, with forward slashes;
 *     empty when it is the root
 * @param wording how settings are named
 * @param environment what whoever runs the agent knows about the machine and is no secret
 * @param buildFile the file of the project that configures the agent, for example {@code pom.xml}:
 *     there code scanning shows what has no place of its own; null when there is none
 */
public record ReportSettings(
    Path testDirectory,
    String modulePath,
    Wording wording,
    Map<String, String> environment,
    @Nullable String buildFile) {

  public ReportSettings {
    environment = Map.copyOf(environment);
  }
}
