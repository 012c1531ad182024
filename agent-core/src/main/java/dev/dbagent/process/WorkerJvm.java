// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM that works for this one. It is told by its options how to be quick at short work, keeps its
 * classes for later ones ({@link ClassArchive}), has this JVM's heap limit, time zone and encoding,
 * and ends with this JVM, however that ends. Its main class works at a {@link Desk}. To be talked
 * to by one thread at a time.
 */
public final class WorkerJvm implements AutoCloseable {

  /**
   * Short work is over before the second compiler and parallel collection pay: on two cores they
   * took a third of the time from the work. Other JVMs than HotSpot may know other options.
   */
  private static final List<String> QUICK =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          // Its standard output is for answers.
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  /**
   * The driver asks for the first day of a week, and Java then lists the 700 locales of the data
   * that it had before CLDR's (JEP 252), and has no longer from version 23 on.
   */
  private static final String LOCALE_DATA = "java.locale.providers";

  /** Java reads those, once, when it first logs or digests something: before an order may come. */
  private static final List<String> READ_EARLY =
      List.of(LOCALE_DATA, "java.security.", "java.util.logging.", "jdk.security.");

  /** They hold options for any JVM, which may contradict ours. */
  private static final List<String> OPTIONS_OF_OTHERS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Exit statuses after SIGHUP, SIGINT and SIGTERM. */
  private static final Set<Integer> REQUESTS = Set.of(129, 130, 143);

  /**
   * Of the heap, for what is new there: short work fills no more before it is over, and memory that
   * has been used already is quicker than some that has not.
   */
  private static final long YOUNG_BYTES = 64 << 20;

  private static final int KEPT_LINES = 200;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Process process;
  private final boolean isBehindShell;
  private final Letters.Writing orders;
  private final Letters.Reading answers;
  private final Deque<String> printed = new ArrayDeque<>();

  private WorkerJvm(Process process, boolean isBehindShell) {
    this.process = process;
    this.isBehindShell = isBehindShell;
    this.orders = new Letters.Writing(process.getOutputStream());
    this.answers = new Letters.Reading(process.getInputStream());
  }

  /**
   * Starts one.
   *
   * @param main works at a {@link Desk}; its argument, if there is one, is for that
   * @param classPath jars and folders
   * @param options more of them
   * @param archives the folder of class archives
   */
  public static WorkerJvm start(
      Class<?> main, List<String> classPath, List<String> options, Path archives)
      throws IOException {
    String path = String.join(File.pathSeparator, classPath);
    ClassArchive archive = ClassArchive.of(archives, main, path);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    boolean isArchiveThere = archive.isThere();
    boolean isBehindShell =
        !isArchiveThere && ClassArchive.isPossible(classPath) && ParentShell.isPossible(java);
    Path aside = archive.aside();
    List<String> command =
        isBehindShell ? ParentShell.command(aside, archive.file()) : new ArrayList<>();
    command.add(java.toString());
    command.addAll(QUICK);
    if (isArchiveThere) {
      command.add(archive.use());
      archive.touch();
    } else if (isBehindShell) {
      command.add(ClassArchive.write(aside));
      archive.deleteUnused();
    }
    long heap = Runtime.getRuntime().maxMemory();
    command.add("-Xmx" + heap);
    command.add("-Xmn" + Math.min(YOUNG_BYTES, heap / 4));
    command.addAll(readEarly(systemProperties()));
    command.add("-Duser.timezone=" + TimeZone.getDefault().getID());
    command.add("-Dfile.encoding=" + Charset.defaultCharset().name());
    command.addAll(options);
    command.add("-cp");
    command.add(path);
    command.add(main.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    // A daemon's own directory need not be the one that it says.
    builder.directory(Path.of("").toAbsolutePath().toFile());
    Map<String, String> environment = builder.environment();
    OPTIONS_OF_OTHERS.forEach(environment::remove);
    return new WorkerJvm(builder.start(), isBehindShell);
  }

  /** Options for what an order's properties would come too late for. */
  static List<String> readEarly(Map<String, String> properties) {
    Map<String, String> early = new TreeMap<>(Map.of(LOCALE_DATA, "CLDR"));
    properties.forEach(
        (name, value) -> {
          if (READ_EARLY.stream().anyMatch(name::startsWith)) {
            early.put(name, value);
          }
        });
    List<String> options = new ArrayList<>();
    early.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  /** The class path of a loader, or of this JVM when the loader does not tell. */
  public static Stream<String> classPath(ClassLoader classes) {
    return classes instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs()).map(WorkerJvm::file)
        : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  private static String file(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no file is at " + url, e);
    }
  }

  /** This JVM's system properties, for an order: what runs over there may ask for them. */
  public static Map<String, String> systemProperties() {
    Properties all = System.getProperties();
    Map<String, String> texts = new HashMap<>();
    all.stringPropertyNames().forEach(name -> texts.put(name, all.getProperty(name)));
    return texts;
  }

  /** Gives an order, or what was asked for on the way to its answer. */
  public void send(Object order) throws IOException {
    orders.send(order);
  }

  /** Waits for what it tells next; what is printed over there is kept for {@link #printed}. */
  public Object receive() throws IOException {
    Object letter = answers.receive();
    while (letter instanceof Desk.Printed print) {
      keep(print.line());
      letter = answers.receive();
    }
    return letter;
  }

  private void keep(String line) {
    printed.add(line);
    if (printed.size() > KEPT_LINES) {
      printed.remove();
    }
  }

  /** Makes sure that it is gone, and says how it ended, for people. */
  public String end() {
    try {
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        destroy();
        process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
    String status = process.isAlive() ? "no exit status" : "exit status " + process.exitValue();
    lastLines().forEach(this::keep);
    String words =
        printed().stream()
            .filter(line -> !line.startsWith("\tat "))
            .reduce((first, second) -> second)
            .orElse("it printed nothing");
    return "ended without an answer (" + status + "): " + words;
  }

  /**
   * Whether it has ended because somebody asked it to: a terminal that was closed or where Ctrl-C
   * was typed, or a plain kill.
   */
  public boolean wasToldToEnd() {
    return !process.isAlive() && REQUESTS.contains(process.exitValue());
  }

  /**
   * What the JVM itself said of its end: little enough for a pipe that nobody empties. A thread
   * that listens there would keep our own JVM from ending for 300 ms (its last wait for threads in
   * native code).
   */
  private Stream<String> lastLines() {
    try {
      InputStream errors = process.getErrorStream();
      return new String(errors.readNBytes(errors.available()), UTF_8).lines();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** What was printed over there since this was asked last, at most the last lines of much. */
  public List<String> printed() {
    List<String> lines = List.copyOf(printed);
    printed.clear();
    return lines;
  }

  /** The process that works, for whoever wants to know what became of it. */
  public ProcessHandle handle() {
    ProcessHandle started = process.toHandle();
    return isBehindShell ? ParentShell.child(started).orElse(started) : started;
  }

  private void destroy() {
    handle().destroyForcibly();
    process.destroyForcibly();
  }

  /** Lets it end by itself if it has nothing to do; it may write a class archive before. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      destroy();
    }
  }
}
