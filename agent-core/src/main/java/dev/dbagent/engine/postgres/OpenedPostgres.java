// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.OpenedDatabase;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A server on a copy of kept data. */
final class OpenedPostgres implements OpenedDatabase {

  private final RunningServer server;
  private final String database;
  private final Path passwordFile;

  private OpenedPostgres(RunningServer server, String database, Path passwordFile) {
    this.server = server;
    this.database = database;
    this.passwordFile = passwordFile;
  }

  /** Shows a database of a server, and writes the password down for this user. */
  static OpenedPostgres of(RunningServer server, String database) throws IOException {
    Path file = server.folder().path().resolve("pgpass");
    String line =
        "127.0.0.1:%d:*:%s:%s\n"
            .formatted(server.port(), ServerOptions.SUPERUSER, server.password().reveal());
    try (OutputStream out = Folders.newPrivateFile(file)) {
      out.write(line.getBytes(StandardCharsets.US_ASCII));
    }
    return new OpenedPostgres(server, database, file);
  }

  @Override
  public DatabaseAddress address() {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database,
        ServerOptions.SUPERUSER,
        server.password());
  }

  @Override
  public Path passwordFile() {
    return passwordFile;
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    try {
      Optional<ProcessHandle> process = server.folder().recordedServer();
      if (process.isPresent()) {
        process.get().onExit().get();
      }
    } catch (IOException | ExecutionException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED, "the server cannot be watched: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED, "the server cannot be removed: " + FileTrouble.words(e), e);
    }
  }
}
