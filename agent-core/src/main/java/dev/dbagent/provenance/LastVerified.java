// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

/** The last verified state of a module that this machine remembers. */
public final class LastVerified {

  private final VerifiedRecord record;
  private final boolean sameCheckout;

  LastVerified(VerifiedRecord record, boolean sameCheckout) {
    this.record = record;
    this.sameCheckout = sameCheckout;
  }

  VerifiedRecord record() {
    return record;
  }

  /** Whether it was verified in the folder that asks, and not in another one of this machine. */
  public boolean sameCheckout() {
    return sameCheckout;
  }
}
