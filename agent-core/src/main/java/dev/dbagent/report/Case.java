// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.model.Stage;
import java.time.Duration;

/**
 * One thing that can go well or not: a migration, a seed file, a check, the generation of code.
 *
 * @param stage where it belongs
 * @param name the file as a user writes it, or what is checked
 * @param verdict how it went
 * @param took how long; zero when that is not known
 */
public record Case(Stage stage, String name, Verdict verdict, Duration took) {

  /** How it went. */
  public enum Verdict {
    PASSED,
    /** The diagnosis is about this one. */
    FAILED,
    /** It did not get its turn. */
    SKIPPED
  }
}
