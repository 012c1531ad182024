// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.model.Secret;
import dev.dbagent.model.StageFailure;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The JVM that runs jOOQ, without a database. */
class JooqProcessIT {

  private static final ClassLoader OURS = JooqProcessIT.class.getClassLoader();
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  @Test
  void tellsThatItIsGone() throws Exception {
    try (JooqProcess jooq = begun(OURS)) {
      jooq.handle().destroyForcibly();
      gone(jooq.handle());

      assertThatThrownBy(() -> jooq.run(order("jdbc:postgresql://127.0.0.1:1/app"), line -> {}))
          .isInstanceOf(StageFailure.class)
          .hasMessageContaining("the JVM that runs jOOQ ended without an answer (exit status 137)");
    }
  }

  @Test
  void tellsWhatTheDriverSays() {
    try (JooqProcess jooq = JooqProcess.start(OURS, folder)) {
      JooqReport report = jooq.run(order("jdbc:postgresql://127.0.0.1:1/app"), line -> {});

      assertThat(report.held()).isNull();
      assertThat(report.thrown())
          .isNotNull()
          .hasMessageContaining("PSQLException: Connection to 127.0.0.1:1 refused");
    }
  }

  @Test
  void endsInTheMiddleOfItsWorkWhenNobodyWaitsForIt() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JooqProcess jooq = JooqProcess.start(OURS, folder);
      CompletableFuture<Void> run = working(jooq, silent);
      try (Socket connected = silent.accept()) {
        assertThat(connected.isConnected()).isTrue();
        assertThat(run).isNotDone();

        ProcessHandle process = jooq.handle();
        jooq.close();

        gone(process);
      }
      assertThat(run).failsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void laterOnesFindTheirClassesReady() throws Exception {
    try (URLClassLoader jars = new URLClassLoader(jars(), OURS)) {
      JooqProcess first = begun(jars);
      ProcessHandle shell = first.handle().parent().orElseThrow();
      first.close();
      gone(shell);

      List<Path> archives;
      try (Stream<Path> all = Files.list(folder)) {
        archives = all.filter(file -> file.toString().endsWith(".jsa")).toList();
      }
      assertThat(archives).hasSize(1);

      try (JooqProcess second = begun(jars)) {
        Path maps = Path.of("/proc", String.valueOf(second.handle().pid()), "maps");
        assertThat(Files.readString(maps)).contains(archives.get(0).toString());
      }
    }
  }

  /** One that has worked already. */
  private JooqProcess begun(ClassLoader classes) {
    JooqProcess jooq = JooqProcess.start(classes, folder);
    jooq.run(order("jdbc:postgresql://127.0.0.1:1/app"), line -> {});
    return jooq;
  }

  private static void gone(ProcessHandle process) throws Exception {
    process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Java takes 300 ms longer to end while a child of its lives, and an archive takes seconds. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void isNoLongerAChildOfItsStarterWhenItWritesAnArchive() throws Exception {
    try (URLClassLoader jars = new URLClassLoader(jars(), OURS)) {
      JooqProcess first = begun(jars);
      ProcessHandle process = first.handle();
      ProcessHandle shell = process.parent().orElseThrow();
      ProcessHandle child = shell.parent().orElseThrow();
      assertThat(child.parent()).contains(ProcessHandle.current());

      first.close();

      gone(child);
      assertThat(process.isAlive()).isTrue();
      gone(shell);
    }
  }

  /** The archive is what it would write before any other end. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void writesNoArchiveWhenNobodyWaitsForIt() throws Exception {
    try (URLClassLoader jars = new URLClassLoader(jars(), OURS);
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JooqProcess jooq = JooqProcess.start(jars, folder);
      CompletableFuture<Void> run = working(jooq, silent);
      try (Socket connected = silent.accept()) {
        assertThat(connected.isConnected()).isTrue();
        ProcessHandle shell = jooq.handle().parent().orElseThrow();
        jooq.close();

        gone(shell);
      }
      assertThat(run)
          .failsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("exit status 137");
      assertThat(folder).isDirectoryNotContaining("glob:**.jsa*");
    }
  }

  /** At work for a server that does not answer. */
  private CompletableFuture<Void> working(JooqProcess jooq, ServerSocket silent) {
    String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/app";
    return CompletableFuture.runAsync(() -> jooq.run(order(url), line -> {}));
  }

  private JooqOrder order(String url) {
    DatabaseAddress database = new DatabaseAddress(url, "app", Secret.of("secret"));
    KnownTables nothing = KnownTables.of(EarlierCode.none(), List.of());
    return JooqOrder.of("<configuration/>", folder.toString(), database, nothing);
  }

  /** The class path of this test, without folders, which an archive cannot have. */
  private URL[] jars() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        urls.add(path.toUri().toURL());
      }
    }
    urls.add(agent().toUri().toURL());
    return urls.toArray(URL[]::new);
  }

  private Path agent() throws IOException {
    Path classes =
        Path.of(JooqWorker.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path jar = folder.resolve("agent.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path source : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(source).toString().replace('\\', '/')));
        Files.copy(source, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
