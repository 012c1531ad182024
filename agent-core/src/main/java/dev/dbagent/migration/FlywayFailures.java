// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
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

  private static final Pattern CALLBACK =
      Pattern.compile("Error while executing \\S+ callback: (.+?): .*", Pattern.DOTALL);

  private static final Pattern MIXED =
      Pattern.compile(
          "(Detected both transactional and non-transactional .+?)\\."
              + "(?: Offending statement found at line (\\d+): (.+?)(?: \\[non-transactional])?"
              + "| First offending migration.*)",
          Pattern.DOTALL);

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final ReplayObserver observer;

  FlywayFailures(DatabaseServer server, MigrationHistory history, ReplayObserver observer) {
    this.server = server;
    this.history = history;
    this.observer = observer;
  }

  /** The only way out: whatever was thrown, its facts become the failure here. */
  StageFailure failure(Throwable thrown) {
    return new StageFailure(facts(thrown), thrown);
  }

  private FailureFacts facts(Throwable thrown) {
    return inScript(thrown)
        .or(() -> unparsed(thrown))
        .or(() -> inJavaMigration(thrown))
        .or(() -> bySql(thrown))
        .orElseGet(() -> other(thrown));
  }

  private Optional<FailureFacts> inScript(Throwable thrown) {
    FlywaySqlScriptException script = find(thrown, FlywaySqlScriptException.class);
    SQLException sql = find(script, SQLException.class);
    if (script == null || sql == null) {
      return Optional.empty();
    }
    SqlFault fault = server.faultOf(first(sql));
    if (script.getResource() instanceof HistoryResource resource) {
      String sent = script.getStatement();
      int earlier = observer.timesSent(sent);
      int line = script.getLineNumber();
      return Optional.of(statements().of(resource.file(), line, sent, earlier, fault));
    }
    String sentence = "initSql failed: " + FaultKinds.sentence(fault);
    return Optional.of(FailureFacts.of(FailureKind.INIT_SCRIPT_FAILED, sentence).said(fault));
  }

  private Optional<FailureFacts> unparsed(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      Matcher m = UNPARSED.matcher(String.valueOf(t.getMessage()));
      if (m.matches()) {
        int line = Integer.parseInt(m.group(2));
        Throwable reason = root(t);
        return history.files().stream()
            .filter(file -> file.path().equals(m.group(1)))
            .findFirst()
            .map(file -> unparsed(file, line, reason));
      }
    }
    return Optional.empty();
  }

  /** The line is only that of the statement where Flyway was; a placeholder may be further on. */
  private FailureFacts unparsed(MigrationFile file, int line, Throwable reason) {
    PlaceholderText text = statements().placeholders().in(file);
    Optional<PlaceholderText.Placeholder> missing =
        text.placeholders().stream().filter(found -> found.value() == null).findFirst();
    if (missing.isPresent() && String.valueOf(reason.getMessage()).contains("placeholder")) {
      String name = statements().placeholders().written(missing.get().name());
      String sentence = "there is no value for the placeholder " + name;
      Place place = ScriptPlace.at(file.path(), file.text(), missing.get().start());
      return FailureFacts.of(FailureKind.PLACEHOLDER_WITHOUT_VALUE, sentence)
          .at(place, file.text());
    }
    int start = ScriptPlace.lineStart(text.replaced(), line);
    int token = new SqlText(text.replaced()).firstToken(start);
    Place place = ScriptPlace.at(file.path(), file.text(), text.sourceOffset(token));
    FailureKind kind = FaultKinds.in(file, FailureKind.SCRIPT_UNTERMINATED);
    String sentence = "the statement that begins here has no end";
    return FailureFacts.of(kind, sentence).at(place, file.text()).note(firstLine(reason));
  }

  private Optional<FailureFacts> inJavaMigration(Throwable thrown) {
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
    String sentence = "the Java migration " + name + " failed: " + message;
    return Optional.of(FailureFacts.of(kind, sentence).at(Place.file(name)).said(fault));
  }

  private boolean isClass(String script) {
    return history.classes().contains(script);
  }

  private Optional<FailureFacts> bySql(Throwable thrown) {
    SQLException sql = find(thrown, SQLException.class);
    if (sql == null) {
      return Optional.empty();
    }
    SqlFault fault = server.faultOf(first(sql));
    String last = observer.lastStarted();
    Place place = last.isEmpty() ? null : Place.file(last);
    return Optional.of(
        FailureFacts.of(FaultKinds.of(fault), FaultKinds.sentence(fault)).at(place).said(fault));
  }

  private FailureFacts other(Throwable thrown) {
    if (!(thrown instanceof FlywayException flyway)) {
      String last = observer.lastStarted();
      String where = last.isEmpty() ? "a callback" : "a callback or " + last;
      return FailureFacts.of(FailureKind.JAVA_MIGRATION_FAILED, where + " failed: " + thrown);
    }
    return rejected(flyway);
  }

  private FailureFacts rejected(FlywayException thrown) {
    if (thrown.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      String culprit = history.initScript().isPresent() ? "the init script" : "initSql";
      String sentence =
          culprit
              + " leaves objects in a schema that Flyway manages,"
              + " which Flyway accepts only with baselineOnMigrate";
      Place place = history.initScript().map(script -> Place.file(script.path())).orElse(null);
      return FailureFacts.of(FailureKind.HISTORY_REJECTED, sentence).at(place);
    }
    if (thrown instanceof FlywayValidateException) {
      List<String> lines = String.valueOf(thrown.getMessage()).lines().toList();
      String problem = lines.get(Math.min(1, lines.size() - 1));
      return FailureFacts.of(FailureKind.HISTORY_REJECTED, problem);
    }
    return callback(thrown)
        .or(() -> mixed(thrown))
        .orElseGet(() -> FailureFacts.of(FailureKind.HISTORY_REJECTED, firstLine(thrown)));
  }

  private static Optional<FailureFacts> callback(Throwable thrown) {
    Matcher m = CALLBACK.matcher(String.valueOf(thrown.getMessage()));
    return m.matches()
        ? Optional.of(
            FailureFacts.of(
                FailureKind.CALLBACK_FAILED,
                "the callback " + m.group(1) + " failed: " + firstLine(root(thrown))))
        : Optional.empty();
  }

  /** Flyway tells the statement but not the file, so look for it. */
  private Optional<FailureFacts> mixed(Throwable thrown) {
    Matcher m = MIXED.matcher(String.valueOf(thrown.getMessage()));
    if (!m.matches()) {
      return Optional.empty();
    }
    FailureFacts facts = FailureFacts.of(FailureKind.TRANSACTION_MIXED, m.group(1));
    if (m.group(2) == null) {
      return Optional.of(facts);
    }
    int line = Integer.parseInt(m.group(2));
    for (MigrationFile file : history.files()) {
      PlaceholderText text = statements().placeholders().in(file);
      Optional<SentStatement> found = SentStatement.find(file, text, line, m.group(3), 0);
      if (found.isPresent()) {
        return Optional.of(facts.at(found.get().begin(), file.text()));
      }
    }
    return Optional.of(facts);
  }

  private StatementFacts statements() {
    return new StatementFacts(history, observer.session());
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
