// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of classes that fail: Java migrations and callbacks.
 *
 * @param statements tells of statements that the classes had the server run
 */
record ClassFailures(DatabaseServer server, MigrationHistory history, StatementFacts statements) {

  /** What a Java migration threw, or the statement of it that the server refused. */
  FailureFacts migration(String name, Throwable thrown) {
    SqlFault fault = fault(thrown);
    FailureKind kind = fault == null ? FailureKind.JAVA_MIGRATION_FAILED : FaultKinds.of(fault);
    String sentence = "the Java migration " + name + failed(thrown, fault);
    FailureFacts facts = inClass(name, FailureFacts.of(kind, sentence), thrown);
    return fault == null
        ? facts
        : history.files().stream()
            .filter(file -> file.script().equals(name))
            .findFirst()
            .map(file -> statements.explained(facts, file, fault))
            .orElseGet(() -> facts.said(statements.masked(fault)));
  }

  /**
   * What a callback threw.
   *
   * @param event at which it was called
   */
  FailureFacts callback(String event, Throwable thrown) {
    SqlFault fault = fault(thrown);
    Optional<String> name = usersClass(thrown);
    String subject = name.map(found -> "the callback " + found).orElse("a callback");
    String sentence = subject + " of " + event + failed(thrown, fault);
    FailureFacts facts = FailureFacts.of(FailureKind.CALLBACK_FAILED, sentence);
    FailureFacts placed = name.map(found -> inClass(found, facts, thrown)).orElse(facts);
    return fault == null ? placed : placed.said(statements.masked(fault));
  }

  /** What any class of the user's threw; nothing if none had to do with it. */
  Optional<FailureFacts> any(Throwable thrown) {
    return usersClass(thrown).map(name -> migration(name, thrown));
  }

  private @Nullable SqlFault fault(Throwable thrown) {
    SQLException sql = Causes.sql(thrown);
    return sql == null ? null : server.faultOf(sql);
  }

  private FailureFacts inClass(String name, FailureFacts facts, Throwable thrown) {
    FailureFacts placed = facts.at(Place.file(name));
    return UserFrame.of(thrown, name::equals)
        .map(frame -> frame.place(placed, history.settings()))
        .orElse(placed);
  }

  private Optional<String> usersClass(Throwable thrown) {
    String callbacks = history.settings().flyway().getOrDefault("callbacks", "");
    List<String> named = List.of(callbacks.split("\\s*,\\s*"));
    return UserFrame.of(thrown, name -> history.classes().contains(name) || named.contains(name))
        .map(UserFrame::className);
  }

  /** What went wrong, as the end of a sentence that names the class. */
  private static String failed(Throwable thrown, @Nullable SqlFault fault) {
    Throwable root = Causes.root(thrown);
    if (fault != null) {
      return " failed: " + FaultKinds.sentence(fault);
    }
    if (root instanceof NoClassDefFoundError || root instanceof ClassNotFoundException) {
      String missing = String.valueOf(root.getMessage()).replace('/', '.');
      return " failed: the class " + missing + " is not on the class path";
    }
    String message = root.getMessage();
    return message == null || message.isBlank()
        ? " failed with " + root.getClass().getSimpleName()
        : " failed: " + Causes.firstLine(root);
  }
}
