// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The server that a peer finds running and that costs it nothing: the same PostgreSQL as ours, with
 * the same settings where they make it fast. It stops with this program.
 */
final class RunningServer {

  static final String USER = "benchmark";

  private static final String SETTINGS =
      String.join(
          " -c ",
          "",
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "wal_level=minimal",
          "max_wal_senders=0",
          "autovacuum=off",
          "jit=off",
          "max_connections=100",
          "max_locks_per_transaction=256",
          "shared_buffers=64MB");

  private final Path folder;
  private final List<String> asUser;
  private final Driver driver;
  private final int port;

  private RunningServer(Path folder, List<String> asUser, Driver driver, int port) {
    this.folder = folder;
    this.asUser = asUser;
    this.driver = driver;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder emptied before
   * @param binaries a jar with a compressed tar of PostgreSQL
   * @param xz the jar that can decompress it
   * @param driver the jar of the JDBC driver
   */
  static RunningServer start(Path folder, Path binaries, Path xz, Path driver) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    Path programs = Files.createDirectory(folder.resolve("programs"));
    unpack(binaries, xz, programs);
    List<String> asUser = DroppedRoot.prefix(programs.resolve("bin/postgres"));
    Path cluster = Files.createDirectory(folder.resolve("cluster"));
    if (!asUser.isEmpty()) {
      Files.setOwner(cluster, DroppedRoot.account(cluster));
    }
    RunningServer server = new RunningServer(folder, asUser, driver(driver), freePort());
    server.execute(
        "initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C", "-D", server.data());
    String options = "-p " + server.port + SETTINGS;
    server.execute(
        "pg_ctl", "start", "-w", "-D", server.data(), "-l", cluster + "/log", "-o", options);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    return server;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/app";
  }

  Path folder() {
    return folder;
  }

  /** Gives the peer a new, empty database. */
  void recreateDatabase() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    try (Connection connection =
            driver.connect("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS app WITH (FORCE)");
      statement.execute("CREATE DATABASE app");
    }
  }

  private void stop() {
    try {
      execute("pg_ctl", "stop", "-w", "-m", "fast", "-D", data());
    } catch (IOException e) {
      System.err.println("the server in " + folder + " may still run: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String data() {
    return folder.resolve("cluster/data").toString();
  }

  private void execute(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(asUser);
    words.add(folder.resolve("programs/bin").resolve(program).toString());
    words.addAll(List.of(arguments));
    Path log = folder.resolve(program + ".log");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(program + " failed: " + Files.readString(log).strip());
    }
  }

  /** The JDK cannot read xz, and tar needs a program for it that is not everywhere. */
  private static void unpack(Path jar, Path xz, Path target) throws Exception {
    try (ZipFile zip = new ZipFile(jar.toFile());
        URLClassLoader library = new URLClassLoader(new URL[] {xz.toUri().toURL()})) {
      ZipEntry archive =
          zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
      Process tar = new ProcessBuilder("tar", "-xf", "-", "-C", target.toString()).start();
      try (InputStream packed = zip.getInputStream(archive);
          InputStream unpacked =
              (InputStream)
                  library
                      .loadClass("org.tukaani.xz.XZInputStream")
                      .getConstructor(InputStream.class)
                      .newInstance(packed);
          OutputStream input = tar.getOutputStream()) {
        unpacked.transferTo(input);
      }
      if (tar.waitFor() != 0) {
        throw new IOException("tar could not unpack " + jar);
      }
    }
  }

  private static Driver driver(Path jar) throws Exception {
    URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
    return (Driver) loader.loadClass("org.postgresql.Driver").getConstructor().newInstance();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
