// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One way to get from migrations to jOOQ code.
 *
 * @param id for files and the command line
 * @param title for people
 * @param explanation what it is, a sentence
 * @param values for the placeholders of its POM, {@code projects/<id>.xml}
 * @param serverFolder below which its database server works
 * @param memory what it keeps between builds, outside the project
 * @param keepsDatabase whether its database outlives the build
 */
record Contestant(
    String id,
    String title,
    String explanation,
    Map<String, String> values,
    Path serverFolder,
    Memory memory,
    boolean keepsDatabase) {

  /** What is kept between builds. */
  interface Memory {
    /** Makes it as on a machine that never built the project. */
    void forget() throws Exception;
  }

  /** What Maven is asked for. */
  List<String> goals(Scenario scenario) {
    boolean mustClean = keepsDatabase && scenario.rewritesHistory();
    return mustClean ? List.of("flyway:clean", "generate-sources") : List.of("generate-sources");
  }
}
