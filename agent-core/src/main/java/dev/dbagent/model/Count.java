// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/** Counted things in words. */
public final class Count {

  private Count() {}

  /**
   * "1 table", "2 tables".
   *
   * @param noun with a regular plural
   */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
