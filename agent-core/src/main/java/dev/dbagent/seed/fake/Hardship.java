// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

/** What is hard on a migration about a row. */
public enum Hardship {
  /** Nothing in particular, but for what its foreign keys might point to if there were any. */
  NONE,
  /** A column has no value. */
  NULL,
  /** Another row has the same values. */
  DUPLICATE,
  /** A text is as long as it may be, or empty. */
  TEXT,
  /** A number is negative or huge. */
  NUMBER
}
