// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An initialised data directory without ballast, made once per machine, version and settings. */
final class DataDirectoryTemplate {

  /**
   * A password over loopback and nothing else (manual, section 20.1). Told in clear text: who could
   * hear it there is root, and a client need not load the classes of a dialogue.
   */
  private static final String ACCESS = "host all all 127.0.0.1/32 password\n";

  /** Raised when a template made by older code would not do. */
  private static final String FORM = "5";

  private final CacheDirectory cache;
  private final WorkFolders workFolders;
  private final String databaseName;
  private final Progress progress;

  DataDirectoryTemplate(
      CacheDirectory cache, WorkFolders workFolders, String databaseName, Progress progress) {
    this.progress = progress;
    this.cache = cache;
    this.workFolders = workFolders;
    this.databaseName = databaseName;
  }

  /** The packed template. */
  Path provide(Programs programs) throws IOException {
    String name =
        programs.home().getFileName()
            + "-"
            + FORM
            + "-"
            + programs.options().fingerprint(databaseName).abbreviated();
    Path file = cache.templates().resolve(name + ".packed");
    if (Files.exists(file)) {
      return file;
    }
    return new MachineLock(cache.lock(name))
        .holding(progress, () -> Files.exists(file) ? file : made(programs, file));
  }

  private Path made(Programs programs, Path file) throws IOException {
    WorkFolder folder = workFolders.create();
    try {
      programs.runAs().own(Folders.create(folder.data(), Folders.OWNER_ONLY));
      programs.initialise(folder);
      Files.writeString(folder.data().resolve("pg_hba.conf"), ACCESS);
      // What initdb wrote there depends on the machine; all that matters is on the command line.
      Files.writeString(folder.data().resolve("postgresql.conf"), "");
      programs.execute(folder, "template1", trimming());
      PackedDirectory.pack(folder.data(), file);
      return file;
    } catch (IOException e) {
      DiskFullException.throwIfBehind(e, folder.path(), "a new data directory");
      throw e;
    } finally {
      Folders.delete(folder.path());
    }
  }

  /**
   * Leaves one database. A database cannot rename itself, and the name may be one that is taken
   * until the last moment: so the catalogue is told, as the last act of its only session. The
   * access rights of template1 are not those of a database that a user made.
   */
  private List<String> trimming() {
    String name = "'" + databaseName.replace("'", "''") + "'";
    return List.of(
        "ALTER DATABASE template0 IS_TEMPLATE false",
        "DROP DATABASE template0",
        "DROP DATABASE postgres",
        "COMMENT ON DATABASE template1 IS NULL",
        "VACUUM FULL",
        "UPDATE pg_database SET datname = " + name + ", datistemplate = false, datacl = NULL",
        "CHECKPOINT",
        // An almost empty last segment packs to nothing.
        "SELECT pg_switch_wal()");
  }
}
