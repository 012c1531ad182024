// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that runs jOOQ and nothing else (docs/adr/023): it starts at once and loads jOOQ's classes
 * while its starter prepares a database, is told by its options how to be quick at short work, and
 * keeps what jOOQ logs, holds in static fields or prints away from everybody else. It ends with its
 * starter, however that ends.
 */
final class JooqProcess implements AutoCloseable {

  /**
   * A generation is over before the second compiler and parallel collection pay: on two cores they
   * took a third of the time from the work. Other JVMs than HotSpot may know other options.
   */
  private static final List<String> QUICK =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          // Its standard output is for reports.
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  /** They hold options for any JVM, which may contradict ours. */
  private static final List<String> OPTIONS_OF_OTHERS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final Pattern LOGGING = Pattern.compile("[/\\\\]slf4j-api-[^/\\\\]*\\.jar$");

  private static final int KEPT_LINES = 200;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Process process;
  private final ObjectOutputStream orders;
  private final Thread listener = new Thread(this::listen, "what jOOQ's JVM prints");
  private final Deque<String> printed = new ArrayDeque<>();
  private @Nullable ObjectInputStream reports;

  private JooqProcess(Process process) throws IOException {
    this.process = process;
    this.orders = new ObjectOutputStream(new BufferedOutputStream(process.getOutputStream()));
    listener.setDaemon(true);
    listener.start();
  }

  /**
   * Starts it.
   *
   * @param classes of the agent, of jOOQ and the driver, and whatever a configuration may name
   * @param archives the folder of {@link ClassArchive}s
   */
  static JooqProcess start(ClassLoader classes, Path archives) {
    String classPath = classPath(classes);
    ClassArchive archive = ClassArchive.of(archives, classPath);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK);
    command.addAll(archive.options());
    command.add("-Xmx" + Runtime.getRuntime().maxMemory());
    // Some of jOOQ's naming follows the JVM's locale, whatever the configuration says: in a Turkish
    // one the getter of column id is called getİd.
    command.add("-Duser.language=en");
    command.add("-Duser.country=");
    command.add("-Duser.timezone=" + TimeZone.getDefault().getID());
    command.add("-Dfile.encoding=" + Charset.defaultCharset().name());
    command.add("-cp");
    command.add(classPath);
    command.add(JooqWorker.class.getName());
    if (archive.isThere()) {
      archive.touch();
    } else {
      command.add(archive.file().toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    OPTIONS_OF_OTHERS.forEach(environment::remove);
    try {
      return new JooqProcess(builder.start());
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.GENERATION_FAILED,
          "the JVM for jOOQ cannot be started: " + FileTrouble.words(e),
          e);
    }
  }

  /** Without SLF4J where that is a jar of its own: {@link JooqWorker} wants it out of sight. */
  private static String classPath(ClassLoader classes) {
    return files(classes)
        .filter(file -> !LOGGING.matcher(file).find())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<String> files(ClassLoader classes) {
    return classes instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs()).map(JooqProcess::file)
        : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  private static String file(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no file is at " + url, e);
    }
  }

  /**
   * Lets it run jOOQ once.
   *
   * @param told of each line that it printed until then
   * @throws StageFailure when it ended without an answer
   */
  JooqReport run(JooqOrder order, Consumer<String> told) {
    try {
      orders.writeObject(order);
      orders.flush();
      return (JooqReport) reports().readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw ended(e);
    } finally {
      takePrinted().forEach(told);
    }
  }

  /** Opened late, because that waits for its first bytes. */
  private ObjectInputStream reports() throws IOException {
    ObjectInputStream open =
        reports == null
            ? new ObjectInputStream(new BufferedInputStream(process.getInputStream()))
            : reports;
    reports = open;
    return open;
  }

  private StageFailure ended(Exception e) {
    process.destroy();
    try {
      listener.join(PATIENCE_MILLIS);
      process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
    String status = process.isAlive() ? "no exit status" : "exit status " + process.exitValue();
    String words =
        takePrinted().stream()
            .filter(line -> !line.startsWith("\tat "))
            .reduce((first, second) -> second)
            .orElse("it printed nothing");
    return new StageFailure(
        FailureKind.GENERATION_FAILED,
        "the JVM that runs jOOQ ended without an answer (" + status + "): " + words,
        e);
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (printed) {
          printed.add(line);
          if (printed.size() > KEPT_LINES) {
            printed.remove();
          }
        }
      }
    } catch (IOException e) {
      // It is being closed, and nobody wants to know any more.
    }
  }

  private List<String> takePrinted() {
    synchronized (printed) {
      List<String> lines = List.copyOf(printed);
      printed.clear();
      return lines;
    }
  }

  /** The process, for whoever wants to know what became of it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Lets it end by itself if it has nothing to do; it may write a class archive before. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }
}
