// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import dev.dbagent.process.WorkerJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A JVM that runs jOOQ and nothing else (docs/adr/023): it starts at once and loads jOOQ's classes
 * while its starter prepares a database, and keeps what jOOQ logs, holds in static fields or prints
 * away from everybody else. It ends with its starter, however that ends.
 */
final class JooqProcess implements AutoCloseable {

  /**
   * Some of jOOQ's naming follows the JVM's locale, whatever the configuration says: in a Turkish
   * one the getter of column id is called getİd.
   */
  private static final List<String> ENGLISH = List.of("-Duser.language=en", "-Duser.country=");

  private static final Pattern LOGGING = Pattern.compile("[/\\\\]slf4j-api-[^/\\\\]*\\.jar$");

  private final WorkerJvm jvm;

  private JooqProcess(WorkerJvm jvm) {
    this.jvm = jvm;
  }

  /**
   * Starts it.
   *
   * @param classes of the agent, of jOOQ and the driver, and whatever a configuration may name
   * @param archives the folder of class archives
   */
  static JooqProcess start(ClassLoader classes, Path archives) {
    try {
      return new JooqProcess(
          WorkerJvm.start(JooqWorker.class, classPath(classes), ENGLISH, archives));
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.GENERATION_FAILED,
          "the JVM for jOOQ cannot be started: " + FileTrouble.words(e),
          e);
    }
  }

  /** Without SLF4J where that is a jar of its own: {@link JooqWorker} wants it out of sight. */
  private static List<String> classPath(ClassLoader classes) {
    return WorkerJvm.classPath(classes).filter(file -> !LOGGING.matcher(file).find()).toList();
  }

  /**
   * Lets it run jOOQ once.
   *
   * @param told of each line that it printed until then
   * @throws StageFailure when it ended without an answer
   */
  JooqReport run(JooqOrder order, Consumer<String> told) {
    try {
      jvm.send(order);
      return (JooqReport) jvm.receive();
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.GENERATION_FAILED, "the JVM that runs jOOQ " + jvm.end(), e);
    } finally {
      jvm.printed().forEach(told);
    }
  }

  /** The process, for whoever wants to know what became of it. */
  ProcessHandle handle() {
    return jvm.handle();
  }

  /** Lets it end by itself if it has nothing to do; it may write a class archive before. */
  @Override
  public void close() {
    jvm.close();
  }
}
