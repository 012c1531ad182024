// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what Flyway throws into facts. The only class that looks into Flyway's internal packages:
 * which statement of which script failed, and at which line, is nowhere in its public ones.
 */
final class FlywayFailures {

  private static final String CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Pattern UNPARSED =
      Pattern.compile(
          "Unable to parse statement in (.+?) at line (\\d+) col (\\d+)\\..*", Pattern.DOTALL);

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final ReplayObserver observer;

  FlywayFailures(DatabaseServer server, MigrationHistory history, ReplayObserver observer) {
    this.server = server;
    this.history = history;
    this.observer = observer;
  }

  StageFailure failure(FlywayException thrown) {
    return inScript(thrown)
        .or(() -> unparsed(thrown))
        .or(() -> inJavaMigration(thrown))
        .or(() -> bySql(thrown))
        .orElseGet(() -> rejected(thrown));
  }

  private Optional<StageFailure> inScript(FlywayException thrown) {
    FlywaySqlScriptException script = find(thrown, FlywaySqlScriptException.class);
    SQLException sql = find(script, SQLException.class);
    if (script == null || sql == null) {
      return Optional.empty();
    }
    SqlFault fault = server.faultOf(first(sql));
    if (script.getResource() instanceof HistoryResource resource) {
      Place place =
          ScriptPlace.inStatement(
              resource.file(), script.getLineNumber(), script.getStatement(), fault.position());
      return Optional.of(new StageFailure(kind(fault), fault.message(), place, fault, sql));
    }
    String sentence = "initSql failed: " + fault.message();
    return Optional.of(new StageFailure(kind(fault), sentence, null, fault, sql));
  }

  private static Optional<StageFailure> unparsed(FlywayException thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      Matcher m = UNPARSED.matcher(String.valueOf(t.getMessage()));
      if (m.matches()) {
        Place place = Place.line(m.group(1), Integer.parseInt(m.group(2)));
        String sentence = firstLine(root(t));
        return Optional.of(
            new StageFailure(FailureKind.HISTORY_REJECTED, sentence, place, null, thrown));
      }
    }
    return Optional.empty();
  }

  private Optional<StageFailure> inJavaMigration(FlywayException thrown) {
    FlywayMigrateException migrate = find(thrown, FlywayMigrateException.class);
    Throwable cause = migrate == null ? null : migrate.getCause();
    if (migrate == null || cause == null || !isClass(migrate.getMigration().getScript())) {
      return Optional.empty();
    }
    String name = migrate.getMigration().getScript();
    SQLException sql = find(cause, SQLException.class);
    SqlFault fault = sql == null ? null : server.faultOf(first(sql));
    String message = fault == null ? firstLine(root(cause)) : fault.message();
    FailureKind kind = fault == null ? FailureKind.MIGRATION_FAILED : kind(fault);
    return Optional.of(
        new StageFailure(
            kind == FailureKind.STATEMENT_FAILED ? FailureKind.MIGRATION_FAILED : kind,
            "the Java migration " + name + " failed: " + message,
            Place.file(name),
            fault,
            cause));
  }

  private boolean isClass(String script) {
    return history.classes().contains(script);
  }

  private Optional<StageFailure> bySql(FlywayException thrown) {
    SQLException sql = find(thrown, SQLException.class);
    if (sql == null) {
      return Optional.empty();
    }
    SqlFault fault = server.faultOf(first(sql));
    String last = observer.lastStarted();
    Place place = last.isEmpty() ? null : Place.file(last);
    return Optional.of(new StageFailure(kind(fault), fault.message(), place, fault, sql));
  }

  private StageFailure rejected(FlywayException thrown) {
    if (thrown.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      String sentence =
          "the init script leaves objects in a schema that Flyway manages,"
              + " which Flyway accepts only with baselineOnMigrate";
      Place place = history.initScript().map(script -> Place.file(script.path())).orElse(null);
      return new StageFailure(FailureKind.HISTORY_REJECTED, sentence, place, null, thrown);
    }
    return new StageFailure(FailureKind.HISTORY_REJECTED, firstLine(thrown), thrown);
  }

  private static FailureKind kind(SqlFault fault) {
    return switch (fault.sqlState()) {
      case CANCELED -> FailureKind.STATEMENT_TIMED_OUT;
      case LOCK_NOT_AVAILABLE -> FailureKind.LOCK_TIMED_OUT;
      default -> FailureKind.STATEMENT_FAILED;
    };
  }

  private static SQLException first(SQLException e) {
    SQLException next = e.getNextException();
    return e instanceof BatchUpdateException && next != null ? next : e;
  }

  private static <T extends Throwable> @Nullable T find(@Nullable Throwable thrown, Class<T> type) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.toString() : message.lines().findFirst().orElse(message);
  }
}
