// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the scripts of a history do, in the order in which they run, as far as their words tell.
 * Scripts are read when they are asked for, each once.
 */
final class Chronicle {

  /**
   * A moment of a replay.
   *
   * @param scripts how many scripts have been run to their end
   * @param running the script that runs, if one of them does
   * @param offset in that script, as sent: what begins before it has been run
   */
  record Moment(int scripts, @Nullable MigrationFile running, int offset) {}

  private final Placeholders placeholders;
  private final List<MigrationFile> order;
  private final List<MigrationFile> leftOut;
  private final List<MigrationFile> callbacks;
  private final Map<MigrationFile, List<SentStatement>> statements = new HashMap<>();
  private final Map<MigrationFile, List<Change>> changes = new HashMap<>();

  Chronicle(MigrationHistory history, Placeholders placeholders) {
    this.placeholders = placeholders;
    this.order = RunningOrder.of(history);
    this.leftOut = history.migrations().stream().filter(file -> !order.contains(file)).toList();
    this.callbacks =
        history.files().stream()
            .filter(file -> file.kind() == MigrationFile.Kind.CALLBACK)
            .toList();
  }

  /** All that runs, in order, callbacks left out. */
  List<MigrationFile> order() {
    return order;
  }

  /**
   * The moment at which a statement was refused.
   *
   * @param statement null if it is not known
   * @param lastStarted the path of the migration that began last; tells when a callback ran
   */
  Moment moment(MigrationFile file, @Nullable SentStatement statement, String lastStarted) {
    int at = order.indexOf(file);
    int offset = statement == null ? 0 : statement.start();
    if (at >= 0) {
      return new Moment(at, file, offset);
    }
    List<String> paths = order.stream().map(MigrationFile::path).toList();
    return new Moment(paths.indexOf(lastStarted) + 1, file, offset);
  }

  /** What was done before the moment, by scripts in their order; callbacks count as before. */
  List<Change> before(Moment moment) {
    return Stream.concat(
            Stream.concat(
                    callbacks.stream().filter(file -> file != moment.running()),
                    order.stream().limit(moment.scripts()))
                .flatMap(file -> changes(file).stream()),
            running(moment).filter(change -> change.statement().start() < moment.offset()))
        .toList();
  }

  /** What would have been done after the moment. */
  List<Change> after(Moment moment) {
    return Stream.concat(
            running(moment).filter(change -> change.statement().start() > moment.offset()),
            order.stream()
                .skip(moment.scripts())
                .filter(file -> file != moment.running())
                .flatMap(file -> changes(file).stream()))
        .toList();
  }

  /** What scripts would do that do not run, because of the target or a baseline. */
  List<Change> leftOut() {
    return leftOut.stream().flatMap(file -> changes(file).stream()).toList();
  }

  /** The statements that ran before the moment, in order; callbacks count as before. */
  Stream<SentStatement> statementsBefore(Moment moment) {
    Stream<SentStatement> ended =
        Stream.concat(
                callbacks.stream().filter(file -> file != moment.running()),
                order.stream().limit(moment.scripts()))
            .flatMap(file -> statementsOf(file).stream());
    MigrationFile running = moment.running();
    return running == null
        ? ended
        : Stream.concat(
            ended, statementsOf(running).stream().filter(s -> s.start() < moment.offset()));
  }

  /** The last change, if any, that gave an object this name. */
  static Optional<Change> bringing(NamedObject wanted, List<Change> changes) {
    return changes.stream().filter(change -> change.brings(wanted)).reduce((one, two) -> two);
  }

  /** The moment when all has run. */
  Moment end() {
    return new Moment(order.size(), null, 0);
  }

  private Stream<Change> running(Moment moment) {
    MigrationFile running = moment.running();
    return running == null ? Stream.empty() : changes(running).stream();
  }

  private List<Change> changes(MigrationFile file) {
    return changes.computeIfAbsent(
        file,
        read ->
            statementsOf(read).stream()
                .flatMap(statement -> DefinitionReader.changes(statement).stream())
                .toList());
  }

  /** The statements of a script, in order. */
  List<SentStatement> statementsOf(MigrationFile file) {
    if (file.kind() == MigrationFile.Kind.JAVA
        || file.kind() == MigrationFile.Kind.SCRIPT_SETTINGS) {
      return List.of();
    }
    return statements.computeIfAbsent(file, read -> SentStatement.in(read, placeholders.in(read)));
  }
}
