// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.TestDatabases.Rights;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Secret;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database for whatever a build runs that is no test of ours: a copy of a verified state with a
 * closed schema, whose address is in a file that only this user can read. It is there until it is
 * closed or this JVM ends, in whatever way.
 */
public final class BuildDatabase implements AutoCloseable {

  private final TestDatabases server;
  private final TestDatabase database;
  private final Path file;

  private BuildDatabase(TestDatabases server, TestDatabase database, Path file) {
    this.server = server;
    this.database = database;
    this.file = file;
  }

  /**
   * Makes a copy and writes down where it is.
   *
   * @param cache the folder that has the state; null for the current user's own
   * @param file where to write it, as properties; replaced if it exists
   * @throws HandedOn.NoStateException when the state is not in the cache
   * @throws AgentException when no server can be had
   * @throws IOException when the file cannot be written
   */
  public static BuildDatabase start(
      HandedOn handedOn, @Nullable Path cache, Path file, Progress progress)
      throws IOException, HandedOn.NoStateException {
    try {
      VerifiedStates states = new VerifiedStates(cache, progress);
      Optional<TestDatabases> server = states.databases(handedOn.handedOff());
      if (server.isEmpty()) {
        throw new HandedOn.NoStateException(handedOn.absence(states.folder()));
      }
      return started(server.get(), handedOn.handedOff().module(), file);
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), null, e);
    }
  }

  private static BuildDatabase started(TestDatabases server, String module, Path file)
      throws IOException {
    try {
      TestDatabase database = server.fresh(Rights.DATA);
      write(file, text(module, database.address()));
      return new BuildDatabase(server, database, file);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Nothing in it needs to be escaped: see {@link java.util.Properties#load(java.io.Reader)}. */
  private static String text(String module, DatabaseAddress address) {
    String user = Objects.requireNonNull(address.user());
    Secret password = Objects.requireNonNull(address.password());
    return """
        # A copy of the verified database of %s; gone when the build ends.
        url=%2$s
        user=%3$s
        password=%4$s
        # The same for an application of Spring Boot that imports this file, and for one of Quarkus.
        spring.datasource.url=%2$s
        spring.datasource.username=%3$s
        spring.datasource.password=%4$s
        quarkus.datasource.jdbc.url=%2$s
        quarkus.datasource.username=%3$s
        quarkus.datasource.password=%4$s
        """
        .formatted(module, address.url(), user, password.reveal());
  }

  /** Complete or not at all, and a temporary file is for its owner's eyes only. */
  private static void write(Path file, String text) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    Path aside = Files.createTempFile(folder, ".database", ".properties");
    try {
      Files.writeString(aside, text);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Where it is, for people. */
  public String shown() {
    return database.address().shown();
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the address of a database that ends cannot be deleted", e);
    } finally {
      database.close();
      server.close();
    }
  }
}
