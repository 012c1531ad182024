// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

/**
 * Where the libraries come from that the agent works with: Flyway, jOOQ, the JDBC driver and what
 * they need. A goal that finds everything up to date needs none of them, and a build tool takes
 * longer to resolve them than such a goal runs.
 */
@FunctionalInterface
public interface LibrarySource {

  /** For whoever has them on the class path anyway. */
  LibrarySource PRESENT = () -> {};

  /**
   * Makes them visible to the class loader of the agent, if they are not yet. Called before the
   * first class of a library is used.
   */
  void provide();
}
