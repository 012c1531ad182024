// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import java.io.IOException;

/** A file of the store is not what its name says, or not whole. */
final class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedFileException(String message) {
    super(message);
  }
}
