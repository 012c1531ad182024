// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import dev.dbagent.model.Fingerprint;
import java.nio.file.Path;

/**
 * A database state at rest: one immutable file. Holding one proves that the state was built without
 * an error, because only the store makes these, and only from a finished seal.
 */
public final class SealedState {

  private static final int KILOBYTE = 1000;

  private final Fingerprint fingerprint;
  private final Path file;
  private final long size;

  /**
   * Names a file of the store.
   *
   * @param size of the file, in bytes
   */
  SealedState(Fingerprint fingerprint, Path file, long size) {
    this.fingerprint = fingerprint;
    this.file = file;
    this.size = size;
  }

  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** To be read only; a state is never altered. */
  public Path file() {
    return file;
  }

  /** For people, one line. */
  public String summary() {
    return "Sealed: state " + fingerprint.abbreviated() + ", " + size / KILOBYTE + " kB";
  }
}
