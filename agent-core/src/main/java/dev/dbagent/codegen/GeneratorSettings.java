// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Parts;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

  /** Matchers, synthetic objects and the providers of versions can be queries. */
  private static final Pattern QUERY =
      Pattern.compile(
          "(?i)<(\\w*sql\\w*|\\w*VersionProvider|literalsFromColumnContent|initScript)\\b");

  /** Of a database, generator or strategy; the name of anything else is no less suspicious. */
  private static final Pattern CLASS = Pattern.compile("<name\\b[^>]*>\\s*([^<]*)");

  private static final String OF_JOOQ = "org.jooq.";

  /**
   * What connects the code of tables in ways that the catalogue does not tell of, puts another
   * naming or another order in place, makes every file new, or judges a run by what it did not do.
   */
  private static final Pattern CONNECTION =
      Pattern.compile(
          "(?i)<(strategy|java|embeddable\\w*|synthetic\\w*|overridePrimaryKeys|orderProvider"
              + "|generatedAnnotationDate|onUnused|catalog\\w*|enumType\\w*|\\w*FromCheckConstraints)\\b|\\[]");

  /** Those that the agent puts its own in place of. */
  private static final List<String> OF_THE_AGENT =
      List.of("org.jooq.codegen.JavaGenerator", DatabaseClass.POSTGRES);

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
    if (generatorXml == null) {
      return true;
    }
    // Where an element begins does not depend on namespaces: the text has none.
    return !QUERY.matcher(generatorXml).find()
        && CLASS.matcher(generatorXml).results().allMatch(m -> m.group(1).startsWith(OF_JOOQ));
  }

  /**
   * Whether the code of a table depends on nothing but the table and those that it is connected
   * with in the catalogue. In doubt, no.
   */
  public boolean seesTablesApart() {
    return generatorXml == null
        || (seesOnlyTheCatalogue()
            && !CONNECTION.matcher(generatorXml).find()
            && CLASS
                .matcher(generatorXml)
                .results()
                .allMatch(m -> OF_THE_AGENT.contains(m.group(1).strip())));
  }
}
