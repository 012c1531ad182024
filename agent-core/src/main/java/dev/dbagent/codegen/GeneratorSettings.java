// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.Fingerprint;
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
    return Fingerprint.of("generator")
        .add("jooq", JooqVersion.onClassPath())
        .add("package", defaultPackage)
        .add("xml", generatorXml == null ? "" : generatorXml)
        .add("history", historyTable)
        .build();
  }
}
