// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what Flyway throws into facts. The only class that looks into Flyway's internal packages:
 * which statement of which script failed, and at which line, is nowhere in its public ones.
 */
final class FlywayFailures {

  private static final Pattern UNPARSED =
      Pattern.compile(
          "Unable to parse statement in (.+?) at line (\\d+) col (\\d+)\\..*", Pattern.DOTALL);

  private static final Pattern NO_VALUE =
      Pattern.compile("No value provided for placeholder: (.+?)\\. +Check");
  private static final Pattern OFFENDING =
      Pattern.compile(
          "(.+?)\\. Offending statement found at line (\\d+): (.+?)(?: \\[non-transactional])?",
          Pattern.DOTALL);

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final ReplayObserver observer;

  FlywayFailures(DatabaseServer server, MigrationHistory history, ReplayObserver observer) {
    this.server = server;
    this.history = history;
    this.observer = observer;
  }

  StageFailure failure(Throwable thrown) {
    return inScript(thrown)
        .or(() -> unparsed(thrown))
        .or(() -> inJavaMigration(thrown))
        .or(() -> bySql(thrown))
        .orElseGet(() -> other(thrown));
  }

  private Optional<StageFailure> inScript(Throwable thrown) {
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
      return Optional.of(
          new StageFailure(FaultKinds.of(fault), fault.message(), place, fault, sql));
    }
    String sentence = "initSql failed: " + fault.message();
    return Optional.of(new StageFailure(FaultKinds.of(fault), sentence, null, fault, sql));
  }

  private Optional<StageFailure> unparsed(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      Matcher m = UNPARSED.matcher(String.valueOf(t.getMessage()));
      if (m.matches()) {
        return Optional.of(unparsed(m.group(1), Integer.parseInt(m.group(2)), root(t)));
      }
    }
    return Optional.empty();
  }

  /** The line is only that of the statement where Flyway was; a placeholder may be further on. */
  private StageFailure unparsed(String path, int line, Throwable reason) {
    Matcher m = NO_VALUE.matcher(String.valueOf(reason.getMessage()));
    if (!m.find()) {
      Place place = Place.line(path, line);
      return new StageFailure(FailureKind.HISTORY_REJECTED, firstLine(reason), place, null, reason);
    }
    Place place =
        history.files().stream()
            .filter(file -> file.path().equals(path) && file.text().contains(m.group(1)))
            .map(file -> ScriptPlace.at(path, file.text(), file.text().indexOf(m.group(1))))
            .findFirst()
            .orElse(Place.line(path, line));
    String sentence = "there is no value for the placeholder " + m.group(1);
    return new StageFailure(FailureKind.HISTORY_REJECTED, sentence, place, null, reason);
  }

  private Optional<StageFailure> inJavaMigration(Throwable thrown) {
    FlywayMigrateException migrate = find(thrown, FlywayMigrateException.class);
    Throwable cause = migrate == null ? null : migrate.getCause();
    if (migrate == null || cause == null || !isClass(migrate.getMigration().getScript())) {
      return Optional.empty();
    }
    String name = migrate.getMigration().getScript();
    SQLException sql = find(cause, SQLException.class);
    SqlFault fault = sql == null ? null : server.faultOf(first(sql));
    String message = fault == null ? firstLine(root(cause)) : fault.message();
    FailureKind kind = fault == null ? FailureKind.JAVA_MIGRATION_FAILED : FaultKinds.of(fault);
    return Optional.of(
        new StageFailure(
            kind,
            "the Java migration " + name + " failed: " + message,
            Place.file(name),
            fault,
            cause));
  }

  private boolean isClass(String script) {
    return history.classes().contains(script);
  }

  private Optional<StageFailure> bySql(Throwable thrown) {
    SQLException sql = find(thrown, SQLException.class);
    if (sql == null) {
      return Optional.empty();
    }
    SqlFault fault = server.faultOf(first(sql));
    String last = observer.lastStarted();
    Place place = last.isEmpty() ? null : Place.file(last);
    return Optional.of(new StageFailure(FaultKinds.of(fault), fault.message(), place, fault, sql));
  }

  private StageFailure other(Throwable thrown) {
    if (!(thrown instanceof FlywayException flyway)) {
      String last = observer.lastStarted();
      String where = last.isEmpty() ? "a callback" : "a callback or " + last;
      String sentence = where + " failed: " + thrown;
      return new StageFailure(FailureKind.JAVA_MIGRATION_FAILED, sentence, thrown);
    }
    return rejected(flyway);
  }

  private StageFailure rejected(FlywayException thrown) {
    if (thrown.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      String culprit = history.initScript().isPresent() ? "the init script" : "initSql";
      String sentence =
          culprit
              + " leaves objects in a schema that Flyway manages,"
              + " which Flyway accepts only with baselineOnMigrate";
      Place place = history.initScript().map(script -> Place.file(script.path())).orElse(null);
      return new StageFailure(FailureKind.HISTORY_REJECTED, sentence, place, null, thrown);
    }
    if (thrown instanceof FlywayValidateException) {
      List<String> lines = String.valueOf(thrown.getMessage()).lines().toList();
      String problem = lines.get(Math.min(1, lines.size() - 1));
      return new StageFailure(FailureKind.HISTORY_REJECTED, problem, thrown);
    }
    return mixed(thrown)
        .orElseGet(() -> new StageFailure(FailureKind.HISTORY_REJECTED, firstLine(thrown), thrown));
  }

  /** Flyway tells the statement but not the file, so look for it. */
  private Optional<StageFailure> mixed(Throwable thrown) {
    Matcher m = OFFENDING.matcher(String.valueOf(thrown.getMessage()));
    if (!m.matches()) {
      return Optional.empty();
    }
    int line = Integer.parseInt(m.group(2));
    Place place =
        history.files().stream()
            .filter(file -> ScriptPlace.begins(file, line, m.group(3)))
            .map(file -> Place.line(file.path(), line))
            .findFirst()
            .orElse(null);
    String sentence = m.group(1);
    return Optional.of(
        new StageFailure(FailureKind.HISTORY_REJECTED, sentence, place, null, thrown));
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
