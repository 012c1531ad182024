// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import java.util.Map;

/**
 * A goal's work, to be done in a JVM of its own.
 *
 * @param goal its name
 * @param isGenerationNext whether the same build generates code after it
 * @param seen what the goal works with
 * @param properties of the system of the JVM that asks for it
 */
record GoalOrder(
    String goal,
    boolean isGenerationNext,
    AgentSettings settings,
    SeenInputs seen,
    Map<String, String> properties) {}
