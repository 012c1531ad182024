// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Wording;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where reports go and how they speak.
 *
 * @param testDirectory for JUnit XML: where servers look for the results of tests
 * @param modulePath the project's folder seen from the root of the checkout, with forward slashes;
 *     empty when it is the root
 * @param wording how settings are named
 * @param environment what whoever runs the agent knows about the machine and is no secret
 */
public record ReportSettings(
    Path testDirectory, String modulePath, Wording wording, Map<String, String> environment) {

  public ReportSettings {
    environment = Map.copyOf(environment);
  }
}
