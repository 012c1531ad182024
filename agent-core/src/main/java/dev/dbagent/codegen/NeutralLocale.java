// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Some of jOOQ's naming follows the JVM's locale whatever the configuration says: in a Turkish one
 * the getter of column id is called getİd. Only where letters change case differently, the default
 * is English for the time of a generation, one generation at a time.
 */
final class NeutralLocale {

  /** The languages with case mappings of their own, see {@link String#toUpperCase(Locale)}. */
  private static final Set<String> OWN_CASES = Set.of("tr", "az", "lt");

  private NeutralLocale() {}

  // The default locale is one for the JVM, which may have loaded this class more than once.
  @SuppressWarnings("LockOnNonEnclosingClassLiteral")
  static <T> T during(Supplier<T> work) {
    if (!OWN_CASES.contains(Locale.getDefault().getLanguage())
        && !OWN_CASES.contains(Objects.toString(System.getProperty("user.language")))) {
      return work.get();
    }
    synchronized (Locale.class) {
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.ENGLISH);
      try {
        return work.get();
      } finally {
        Locale.setDefault(before);
      }
    }
  }
}
