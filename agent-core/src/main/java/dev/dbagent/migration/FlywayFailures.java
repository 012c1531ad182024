// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/**
 * Turns what Flyway throws into facts. It looks into Flyway's internal packages: which statement of
 * which script failed, and at which line, is nowhere in its public ones.
 */
final class FlywayFailures {

  /** Flyway quotes whole statements. */
  private static final int LONGEST_NOTE = 240;

  private static final Pattern UNPARSED =
      Pattern.compile(
          "Unable to parse statement in (.+?) at line (\\d+) col (\\d+)\\..*", Pattern.DOTALL);

  private static final Pattern CALLBACK =
      Pattern.compile("Error while executing (\\S+) callback: .*", Pattern.DOTALL);

  private static final Pattern LOCK_LOST =
      Pattern.compile("Unable to release .* advisory lock.*", Pattern.DOTALL);

  /** Words of programs, not of people: a class, or a call of one. */
  private static final Pattern TECHNICAL =
      Pattern.compile(
          "(?:^|[^\\w.])(?:java|javax|jdk|sun|org|com)\\.[a-z]\\w*\\.|Cannot invoke \"");

  private static final Pattern MIXED =
      Pattern.compile(
          "Detected both transactional and non-transactional .+?\\."
              + "(?: Offending statement found at line (\\d+): (.+?)(?: \\[non-transactional])?"
              + "| First offending migration.*)",
          Pattern.DOTALL);

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final ReplayObserver observer;
  private final Supplier<Optional<MigrationFile>> lastRead;

  /**
   * @param lastRead gives the file that Flyway read last
   */
  FlywayFailures(
      DatabaseServer server,
      MigrationHistory history,
      ReplayObserver observer,
      Supplier<Optional<MigrationFile>> lastRead) {
    this.server = server;
    this.history = history;
    this.observer = observer;
    this.lastRead = lastRead;
  }

  /** The only way out: whatever was thrown, its facts become the failure here. */
  StageFailure failure(Throwable thrown) {
    return new StageFailure(facts(thrown), thrown);
  }

  private FailureFacts facts(Throwable thrown) {
    return inScript(thrown)
        .or(() -> unparsed(thrown))
        .or(() -> inJavaMigration(thrown))
        .or(() -> inCallback(thrown))
        .or(() -> bySql(thrown))
        .orElseGet(() -> other(thrown));
  }

  private Optional<FailureFacts> inScript(Throwable thrown) {
    FlywaySqlScriptException script = Causes.find(thrown, FlywaySqlScriptException.class);
    SQLException sql = Causes.sql(script);
    if (script == null || sql == null) {
      return Optional.empty();
    }
    SqlFault fault = server.faultOf(sql);
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
        Throwable reason = Causes.root(t);
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
    return FailureFacts.of(kind, sentence)
        .at(place, file.text())
        .note(Shown.cut(Causes.firstLine(reason), LONGEST_NOTE));
  }

  private Optional<FailureFacts> inJavaMigration(Throwable thrown) {
    FlywayMigrateException migrate = Causes.find(thrown, FlywayMigrateException.class);
    Throwable cause = migrate == null ? null : migrate.getCause();
    if (migrate == null || cause == null) {
      return Optional.empty();
    }
    String name = migrate.getMigration().getScript();
    return history.classes().contains(name)
        ? Optional.of(classes().migration(name, cause))
        : Optional.empty();
  }

  private Optional<FailureFacts> inCallback(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      Matcher m = CALLBACK.matcher(String.valueOf(t.getMessage()));
      if (m.matches()) {
        return Optional.of(classes().callback(m.group(1), t));
      }
    }
    return Optional.empty();
  }

  private ClassFailures classes() {
    return new ClassFailures(server, history, statements());
  }

  /** No statement of a script: what the server does by itself at a script's end, for example. */
  private Optional<FailureFacts> bySql(Throwable thrown) {
    SQLException sql = Causes.sql(thrown);
    if (sql == null) {
      return Optional.empty();
    }
    SqlFault fault = server.faultOf(sql);
    FailureFacts facts =
        FailureFacts.of(FaultKinds.of(fault), FaultKinds.sentence(fault)).said(fault);
    return Optional.of(running().map(file -> statements().atEnd(facts, file, fault)).orElse(facts));
  }

  /** The migration that began last. */
  private Optional<MigrationFile> running() {
    return history.files().stream()
        .filter(file -> file.path().equals(observer.lastStarted()))
        .findFirst();
  }

  private FailureFacts other(Throwable thrown) {
    if (thrown instanceof FlywayException flyway) {
      return rejected(flyway);
    }
    return classes().any(thrown).orElseGet(() -> ofFlyway(thrown));
  }

  /** Flyway's own code went wrong, on the file that it read last. */
  private FailureFacts ofFlyway(Throwable thrown) {
    Optional<Place> place = lastRead.get().map(file -> Place.file(file.path()));
    String what = place.isPresent() ? "the script" : "the history";
    String sentence = "Flyway stumbled over " + what + " and does not say why";
    if (thrown instanceof StackOverflowError) {
      sentence = what + " is nested too deeply for Flyway";
    } else if (thrown instanceof OutOfMemoryError) {
      sentence = "the memory of the build does not suffice for " + what;
    }
    FailureFacts facts =
        FailureFacts.of(FailureKind.HISTORY_REJECTED, sentence).at(place.orElse(null));
    String said = String.valueOf(thrown.getMessage());
    return thrown instanceof Error || thrown.getMessage() == null || TECHNICAL.matcher(said).find()
        ? facts
        : facts.note(Causes.firstLine(thrown));
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
    return mixed(thrown)
        .or(() -> lockLost(thrown))
        .orElseGet(() -> FailureFacts.of(FailureKind.HISTORY_REJECTED, sentence(thrown)));
  }

  private static String sentence(FlywayException thrown) {
    String message = String.valueOf(thrown.getMessage()).strip();
    boolean isSilent = thrown.getMessage() == null || message.isEmpty();
    return isSilent || TECHNICAL.matcher(message).lookingAt()
        ? "Flyway rejects the history and does not say why"
        : Causes.firstLine(thrown).strip();
  }

  /** Flyway holds a lock of its session, which a script can give up without knowing of it. */
  private Optional<FailureFacts> lockLost(Throwable thrown) {
    if (!LOCK_LOST.matcher(String.valueOf(thrown.getMessage())).matches()) {
      return Optional.empty();
    }
    String sentence =
        "a script gave up all locks of its session, by DISCARD ALL or pg_advisory_unlock_all(),"
            + " and with them Flyway's own";
    FailureFacts facts = FailureFacts.of(FailureKind.HISTORY_REJECTED, sentence);
    return Optional.of(
        running()
            .flatMap(file -> statements().first(file, "all", "pg_advisory_unlock_all"))
            .map(found -> facts.at(found.begin(), found.file().text()))
            .orElse(facts));
  }

  /** Flyway tells the statement but not the file, so look for it. */
  private Optional<FailureFacts> mixed(Throwable thrown) {
    Matcher m = MIXED.matcher(String.valueOf(thrown.getMessage()));
    if (!m.matches()) {
      return Optional.empty();
    }
    boolean isGroup = m.group(1) == null;
    String sentence =
        "Flyway runs this %s outside of a transaction and others of the %s inside of one, which it"
            + " allows only with the setting mixed";
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.TRANSACTION_MIXED,
            isGroup
                ? sentence.formatted("script", "group")
                : sentence.formatted("statement", "script"));
    if (isGroup) {
      return Optional.of(
          lastRead.get().map(file -> facts.at(Place.file(file.path()))).orElse(facts));
    }
    int line = Integer.parseInt(m.group(1));
    Placeholders placeholders = statements().placeholders();
    List<MigrationFile> files =
        Stream.concat(lastRead.get().stream(), history.files().stream()).toList();
    for (MigrationFile file : files) {
      PlaceholderText text = placeholders.in(file);
      Optional<SentStatement> found = SentStatement.find(file, text, line, m.group(2), 0);
      if (found.isPresent()) {
        return Optional.of(facts.at(found.get().begin(), file.text()));
      }
    }
    return Optional.of(facts);
  }

  private StatementFacts statements() {
    return new StatementFacts(
        server.inquiry(),
        history,
        observer.session(),
        observer.lastStarted(),
        observer.othersAtFailure());
  }
}
