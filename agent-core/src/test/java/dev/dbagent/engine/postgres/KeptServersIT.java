// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.OpenedDatabase;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that outlives its server. */
class KeptServersIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_a_jvm_wrote_can_be_looked_at_when_it_has_gone(boolean killed) throws Exception {
    Path state = sealed();
    Lessee lessee = Lessee.of(Lessee.begin(folder, state));
    String name = lessee.keep();
    end(lessee, killed);

    assertThat(name).matches("t_\\d+_\\d+-[0-9a-f]{8}");
    assertThat(lessee.server().isAlive()).isFalse();
    assertThat(new CacheDirectory(folder).keptDatabases()).containsExactly(name);
    // The passwords of then are of no use to anybody.
    assertThat(folder.resolve("kept").resolve(name.substring(name.indexOf('-') + 1)))
        .isDirectoryNotContaining("glob:**/{pgpass,leases,keeper,server,watchdog.sh}");
    for (int i = 0; i < 2; i++) {
      try (OpenedDatabase opened = opened(name)) {
        assertThat(said(opened.address())).isEqualTo("written");
      }
      assertThat(folder.resolve("work")).isEmptyDirectory();
    }
  }

  @Test
  void the_password_is_told_to_a_private_file_only() throws Exception {
    Lessee lessee = Lessee.of(Lessee.begin(folder, sealed()));
    String name = lessee.keep();
    end(lessee, true);

    try (OpenedDatabase opened = opened(name)) {
      String password = Objects.requireNonNull(opened.address().password()).reveal();
      assertThat(opened.address().toString()).doesNotContain(password);
      assertThat(opened.address().url()).doesNotContain(password);
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(opened.passwordFile())))
          .isEqualTo("rw-------");
      assertThat(Files.readString(opened.passwordFile())).endsWith(":*:agent:" + password + "\n");
    }
  }

  @Test
  void whoever_waits_hears_that_the_server_has_ended() throws Exception {
    Lessee lessee = Lessee.of(Lessee.begin(folder, sealed()));
    String name = lessee.keep();
    end(lessee, true);

    try (OpenedDatabase opened = opened(name)) {
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(
              () -> {
                try {
                  opened.awaitEnd();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThat(end).isNotDone();
      new WorkFolder(opened.passwordFile().resolveSibling(""))
          .recordedServer()
          .orElseThrow()
          .destroy();
      end.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void another_machine_needs_the_folder_of_the_server_and_nothing_else() throws Exception {
    Lessee lessee = Lessee.of(Lessee.begin(folder, sealed()));
    String name = lessee.keep();
    end(lessee, false);
    Path brought = Files.createDirectories(folder.resolve("downloads"));
    String server = name.substring(name.indexOf('-') + 1);
    Files.move(folder.resolve("kept").resolve(server), brought.resolve(server));

    // An empty cache: neither programs nor templates.
    Path elsewhere = folder.resolve("elsewhere");
    try (OpenedDatabase opened = opened(brought.resolve(name).toString(), elsewhere)) {
      assertThat(said(opened.address())).isEqualTo("written");
    }
    assertThat(brought.resolve(server)).isDirectory();
  }

  @Test
  void a_server_of_which_nothing_is_kept_leaves_nothing() throws Exception {
    Lessee lessee = Lessee.of(Lessee.begin(folder, sealed()));
    end(lessee, true);

    assertThat(folder.resolve("kept")).isEmptyDirectory();
  }

  private OpenedDatabase opened(String name) {
    return opened(name, folder);
  }

  private static OpenedDatabase opened(String name, Path cache) {
    return EmbeddedPostgres.openKept(
            name, new CacheDirectory(cache), RealEngine.artifacts(), Progress.silent())
        .orElseThrow();
  }

  private Path sealed() {
    Path state = folder.resolve("test.state");
    EmbeddedPostgres engine =
        EmbeddedPostgres.of(
            new PostgresSettings(RealEngine.NEWEST, folder, "app"),
            RealEngine.artifacts(),
            Progress.silent());
    try (DatabaseServer server = engine.start()) {
      server.seal(state);
    }
    return state;
  }

  /** The watchdog is the last to go. */
  private static void end(Lessee lessee, boolean killed) throws Exception {
    ProcessHandle watchdog = lessee.watchdog();
    if (killed) {
      lessee.jvm().destroyForcibly();
    } else {
      lessee.jvm().getOutputStream().close();
    }
    lessee.jvm().waitFor();
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (watchdog.isAlive() && !isDefunct(watchdog)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
    assertThat(lessee.folder()).doesNotExist();
  }

  /** Its new parent may not have looked yet. */
  private static boolean isDefunct(ProcessHandle process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.exists(status) ? Files.lines(status) : Stream.empty()) {
      return lines.anyMatch(line -> line.startsWith("State:\tZ"));
    }
  }

  private static String said(DatabaseAddress address) throws Exception {
    String password = Objects.requireNonNull(address.password()).reveal();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), password);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT said FROM note")) {
      row.next();
      return row.getString(1);
    }
  }
}
