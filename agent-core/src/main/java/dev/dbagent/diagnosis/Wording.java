// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

/** How whoever runs the agent words what its users write and read. */
@FunctionalInterface
public interface Wording {

  /** Says names as they are, and knows nowhere to read on. */
  static Wording plain() {
    return new PlainWording();
  }

  /** A setting as a user gives it, for example {@code <statementTimeout>}. */
  String setting(String name);

  /** A setting with the value to give it, for example as a complete element. */
  default String setting(String name, String value) {
    return setting(name) + " = " + value;
  }

  /** The line that tells how to read more about a code; empty for none. */
  default String more(String code) {
    return "";
  }
}
