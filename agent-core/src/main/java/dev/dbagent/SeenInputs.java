// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.outputs.Stamps;

/**
 * What the goals of a module work with, as it was before any of it was used.
 *
 * @param looks how its files looked from outside, before they were read
 * @param checksum of all of it, to tell whether it has changed since
 */
record SeenInputs(String looks, String checksum) {

  /** Whether this was seen when all looked like that, which is proof that it is still the same. */
  boolean isOf(String looksNow) {
    return !looksNow.equals(Stamps.NONE) && looks.equals(looksNow);
  }
}
