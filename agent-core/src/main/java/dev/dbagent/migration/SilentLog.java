// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;

/**
 * Flyway's log, kept from the console. It is one for the whole JVM, so it cannot belong to a
 * replay; it has no state, so any number of replays may share it. What a user should see comes from
 * callbacks and results instead.
 */
final class SilentLog implements Log {

  /** Makes it the log of every configuration whose loggers are {@code console}. */
  static void install() {
    LogFactory.setFallbackLogCreator(ofClass -> new SilentLog());
  }

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public void error(String message) {}

  @Override
  public void error(String message, Exception e) {}

  @Override
  public void notice(String message) {}
}
