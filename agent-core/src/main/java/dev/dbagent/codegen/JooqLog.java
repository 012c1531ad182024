// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.process.ThrownElsewhere;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what jOOQ logs. jOOQ logs many an error that costs a table or a key and goes on (jOOQ
 * issue 17930); here they are facts. Its java.util.logging logger prints nothing from then on.
 */
final class JooqLog extends Handler implements AutoCloseable {

  /** Held strongly: the log manager itself would forget the logger and its settings. */
  private final Logger logger = Logger.getLogger("org.jooq");

  private final List<LogRecord> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  static JooqLog open() {
    JooqLog log = new JooqLog();
    log.logger.setUseParentHandlers(false);
    log.logger.setLevel(Level.WARNING);
    log.logger.addHandler(log);
    return log;
  }

  private JooqLog() {}

  /** Preferably one that has an exception: the others are advice. Null when none was logged. */
  @Nullable LogRecord tellingError() {
    Optional<LogRecord> thrown = errors.stream().filter(e -> e.getThrown() != null).findFirst();
    return thrown.orElse(errors.isEmpty() ? null : errors.get(0));
  }

  int errors() {
    return errors.size();
  }

  /** The first line of each warning, each but once. */
  List<String> warnings() {
    return warnings.stream().distinct().toList();
  }

  /**
   * Whether a warning may concern files that the run did not write. Of names that two keys of one
   * table would give jOOQ warns while it writes that table, and looks at nothing else; every tree
   * (a table with a key to itself) is such a case.
   */
  static boolean isDoubt(String warning) {
    return !warning.startsWith("Ambiguous key name");
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      errors.add(entry);
    } else if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
      warnings.add(ThrownElsewhere.firstLine(entry.getMessage()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
