// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What generated code depends on, as far as the text of the generator's settings tells. Apart from
 * them, because a goal that has nothing to do does not ask and need not compile the patterns.
 *
 * @param generatorXml jOOQ's own generator element, as text without a namespace
 */
record GeneratorSight(String generatorXml) {

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

  boolean isOnlyTheCatalogue() {
    // Where an element begins does not depend on namespaces: the text has none.
    return !QUERY.matcher(generatorXml).find()
        && CLASS.matcher(generatorXml).results().allMatch(m -> m.group(1).startsWith(OF_JOOQ));
  }

  boolean isOfTablesApart() {
    return isOnlyTheCatalogue()
        && !CONNECTION.matcher(generatorXml).find()
        && CLASS
            .matcher(generatorXml)
            .results()
            .allMatch(m -> OF_THE_AGENT.contains(m.group(1).strip()));
  }
}
