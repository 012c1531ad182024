// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

/**
 * A replay that did not run in one go may have become another one for that reason. Nothing is said
 * about the history itself: replayed in one go it tells.
 */
public final class UnfitPrefixException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitPrefixException(String message, Throwable cause) {
    super(message, cause);
  }

  UnfitPrefixException(String message) {
    super(message);
  }
}
