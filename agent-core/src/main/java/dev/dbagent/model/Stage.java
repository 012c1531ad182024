// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/** The stations of the way, in order. */
public enum Stage {
  ENGINE,
  MIGRATION,
  SEED,
  VERIFICATION,
  CODEGEN,
  HANDOFF
}
