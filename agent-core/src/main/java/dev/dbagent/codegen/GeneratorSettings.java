// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Parts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user may say about code generation.
 *
 * @param targetDirectory the source root to fill, for example target/generated-sources/jooq
 * @param defaultPackage the Java package when the generator element names none
 * @param generatorXml jOOQ's own generator element, as text without a namespace; null for its
 *     defaults
 * @param historyTable the unqualified name of Flyway's history table, for which no code is wanted
 */
public record GeneratorSettings(
    Path targetDirectory,
    String defaultPackage,
    @Nullable String generatorXml,
    String historyTable) {

  /**
   * Over all settings that decide what the code looks like, and the version of jOOQ. Loads no class
   * of jOOQ. A class named in the XML is not looked into: whoever can change one must add it.
   */
  public Fingerprint fingerprint() {
    Fingerprint.Builder fingerprint = Fingerprint.of("generator");
    addTo(fingerprint);
    return fingerprint.build();
  }

  /** Adds what {@link #fingerprint} is over. */
  public void addTo(Parts parts) {
    parts
        .add("jooq", JooqVersion.onClassPath())
        .add("package", defaultPackage)
        .add("xml", generatorXml == null ? "" : generatorXml)
        .add("history", historyTable);
  }

  /**
   * Whether equal catalogues give equal code. They need not when the settings have a query of their
   * own, or name a class that may run one. In doubt, no.
   */
  public boolean seesOnlyTheCatalogue() {
    return generatorXml == null || new GeneratorSight(generatorXml).isOnlyTheCatalogue();
  }

  /**
   * Whether the code of a table depends on nothing but the table and those that it is connected
   * with in the catalogue. In doubt, no.
   */
  public boolean seesTablesApart() {
    return generatorXml == null || new GeneratorSight(generatorXml).isOfTablesApart();
  }
}
