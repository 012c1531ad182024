// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.Fingerprint;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that decides how a server of one version behaves, the same on every machine.
 *
 * @param version the exact version
 */
record ServerOptions(PostgresVersion version) {

  static final String SUPERUSER = "agent";

  /** The first version with a collation that is its own and knows Unicode (manual, 23.1.4). */
  private static final int BUILTIN_LOCALE = 17;

  /**
   * Words of a command, after {@link #words()}: for a server that processes share. They say how
   * many can be served and nothing about how; the reserved connections are for who makes databases.
   */
  static final List<String> FOR_MANY =
      List.of("-c", "max_connections=300", "-c", "superuser_reserved_connections=20");

  private static final int INITDB_SETTINGS = 16;

  private static final int ASYNCHRONOUS_IO = 18;

  /**
   * Of initdb, which would use /dev/shm, of which a container has little; older ones cannot be
   * told.
   */
  List<String> memory() {
    return version.major() >= INITDB_SETTINGS
        ? List.of("-c", "dynamic_shared_memory_type=mmap")
        : List.of();
  }

  /** Of initdb. */
  List<String> locale() {
    return version.major() >= BUILTIN_LOCALE
        ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        : List.of("--locale=C");
  }

  /** Settings that come on the command line, where nothing in the data directory beats them. */
  List<String> settings() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                // Reached over loopback only; nothing outside of the work folder.
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "dynamic_shared_memory_type=mmap",
                "huge_pages=off",
                // A data directory that outlives a crash is never used again.
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "wal_level=minimal",
                "max_wal_senders=0",
                "max_logical_replication_workers=0",
                "wal_recycle=off",
                "wal_init_zero=off",
                "min_wal_size=2MB",
                "max_wal_size=256MB",
                "checkpoint_timeout=1h",
                // It would take locks and write statistics at moments that nobody can foresee.
                "autovacuum=off",
                "jit=off",
                // Of one size everywhere; initdb would choose by the machine.
                "max_connections=100",
                "max_locks_per_transaction=256",
                "shared_buffers=64MB",
                // Texts, dates and searches that are alike everywhere.
                "timezone=UTC",
                "datestyle=ISO, MDY",
                "intervalstyle=postgres",
                "default_text_search_config=pg_catalog.english",
                "lc_messages=C",
                "lc_monetary=C",
                "lc_numeric=C",
                "lc_time=C",
                // A statement that fails may hold a secret.
                "log_timezone=UTC",
                "log_min_error_statement=panic",
                "log_statement=none",
                "logging_collector=off"));
    if (version.major() >= ASYNCHRONOUS_IO) {
      settings.add("io_method=sync");
    }
    return settings;
  }

  /** The settings as words of a command. */
  List<String> words() {
    return settings().stream().flatMap(s -> List.of("-c", s).stream()).toList();
  }

  Fingerprint fingerprint(String databaseName) {
    return Fingerprint.of("postgresql")
        .add("version", version.exact())
        .add("locale", String.join(" ", locale()))
        .add("settings", String.join("\n", settings()))
        .add("superuser", SUPERUSER)
        .add("database", databaseName)
        .build();
  }
}
