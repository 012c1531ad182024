// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;

/** What {@code <database><name>} may be: nothing, PostgreSQL's, or a class of the user's own. */
final class DatabaseClass {

  static final String POSTGRES = "org.jooq.meta.postgres.PostgresDatabase";

  private static final String OF_JOOQ = "org.jooq.meta.";

  /** Reads any database through the driver's metadata. */
  private static final String GENERIC = "org.jooq.meta.jdbc.JDBCDatabase";

  private DatabaseClass() {}

  /**
   * @throws StageFailure of kind GENERATOR_FOR_ANOTHER_DATABASE
   */
  static void refuseOther(GeneratorXml xml) {
    xml.text("database", "name")
        .filter(name -> name.startsWith(OF_JOOQ) && name.endsWith("Database"))
        .filter(name -> !name.contains("ostgres") && !name.equals(GENERIC))
        .ifPresent(
            name -> {
              throw failure(name);
            });
  }

  private static StageFailure failure(String name) {
    String product = name.substring(name.lastIndexOf('.') + 1).replaceAll("Database$", "");
    return new StageFailure(
        FailureFacts.of(
                FailureKind.GENERATOR_FOR_ANOTHER_DATABASE,
                "<database><name> is jOOQ's class for %s, but the verified database is PostgreSQL"
                    .formatted(product))
            .note("Without <name> the agent takes the class for PostgreSQL.")
            .suggest(new Setting("generator.database.name", POSTGRES)),
        null);
  }
}
