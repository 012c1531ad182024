// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A database state at rest: one immutable file. Holding one proves that the state was built without
 * an error, because only the store makes these, and only from a finished seal.
 */
public final class SealedState {

  private final Fingerprint fingerprint;
  private final Path file;

  SealedState(Fingerprint fingerprint, Path file) {
    this.fingerprint = fingerprint;
    this.file = file;
  }

  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** To be read only; a state is never altered. */
  public Path file() {
    return file;
  }

  /** In bytes. */
  public long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
