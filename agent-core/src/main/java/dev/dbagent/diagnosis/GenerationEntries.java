// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static dev.dbagent.diagnosis.Example.migration;
import static dev.dbagent.diagnosis.Example.on;

import dev.dbagent.model.FailureKind;
import java.util.List;

/** Code generation by jOOQ. */
final class GenerationEntries {

  private static final Example CUSTOMER =
      migration("V1__customer.sql", "CREATE TABLE customer (id int PRIMARY KEY);\n");

  private GenerationEntries() {}

  static List<CatalogueEntry> all() {
    return List.of(
        Draft.of(FailureKind.GENERATOR_REJECTED, "generator configuration rejected")
            .when("The element <generator> is not what jOOQ's own schema allows.")
            .because("An element is misspelt or stands in the wrong place; jOOQ would ignore it.")
            .remedy("Correct the element inside {generator}; it is jOOQ's own.")
            .failing(generator("<database><inclodes>.*</inclodes></database>"))
            .corrected(generator("<database><includes>.*</includes></database>")),
        Draft.of(FailureKind.GENERATION_FAILED, "code generation failed")
            .when("jOOQ threw or logged an error while it generated.")
            .because(
                "jOOQ itself goes on after an error and reports success; here it fails the build.")
            .remedy(
                "Correct the {generator} element or the object that jOOQ names; -X shows its stack trace.")
            .failing(generator("<database><includes>[</includes></database>"))
            .corrected(generator("<database><includes>.*</includes></database>")),
        Draft.of(FailureKind.GENERATION_INCOMPLETE, "generated code is incomplete")
            .when(
                "The catalogue has a table, column or key that jOOQ left out and no <excludes> names.")
            .because(
                """
                A PostgreSQL driver that is too new for the generator makes it lose foreign keys in
                silence (jOOQ#17930).
                """)
            .remedy(
                """
                Align the versions of jOOQ and of the PostgreSQL driver in the plugin's dependencies, or
                exclude the object on purpose in {generator}.
                """)
            .failing(on("A jOOQ generator that is older than the PostgreSQL driver beside it."))
            .corrected(on("The generator and the driver that the plugin brings.")),
        Draft.of(FailureKind.GENERATED_NAMES_CLASH, "generated names clash")
            .when("Two generated names are one name in Java, so that the code would not compile.")
            .because(
                """
                jOOQ turns names into Java's form; an enum label and a schema, or two tables that differ
                only in letter case, can meet there.
                """)
            .remedy("Rename one of them by a <strategy> in {generator}, or exclude one.")
            .failing(
                CUSTOMER.andMigration(
                    "V2__visibility.sql",
                    "CREATE TYPE visibility AS ENUM ('Public', 'Private');\n"))
            .corrected(
                CUSTOMER.andMigration(
                    "V2__visibility.sql",
                    "CREATE TYPE visibility AS ENUM ('public', 'private');\n")),
        Draft.of(FailureKind.GENERATOR_FOR_ANOTHER_DATABASE, "generator for another database")
            .when("The class in <database><name> reads the catalogue of another product.")
            .because("The element was copied from a project on another database.")
            .remedy("Take <name> out of {generator}; the agent sets the one that fits.")
            .failing(
                generator("<database><name>org.jooq.meta.mysql.MySQLDatabase</name></database>"))
            .corrected(
                generator(
                    "<database><name>org.jooq.meta.postgres.PostgresDatabase</name></database>")),
        Draft.of(FailureKind.GENERATOR_CLASS_MISSING, "class of the generator missing")
            .when("A class that <generator> names is not on the plugin's class path.")
            .because(
                "It is misspelt, or its jar is a dependency of the module and not of the plugin.")
            .remedy("Add its jar to the plugin's dependencies, or correct the name in {generator}.")
            .failing(generator("<strategy><name>com.example.NoSuchStrategy</name></strategy>"))
            .corrected(
                generator(
                    "<strategy><name>org.jooq.codegen.DefaultGeneratorStrategy</name></strategy>")));
  }

  private static Example generator(String inside) {
    return CUSTOMER.with("generator", "<generator>" + inside + "</generator>");
  }
}
