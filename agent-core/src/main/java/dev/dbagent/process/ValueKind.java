// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

/** What follows in a letter, by one byte each. */
final class ValueKind {

  static final int ABSENT = 0;
  static final int TEXT = 1;
  static final int INT = 2;
  static final int LONG = 3;
  static final int TRUE = 4;
  static final int FALSE = 5;
  static final int CONSTANT = 6;
  static final int RECORD = 7;
  static final int LIST = 8;
  static final int SET = 9;
  static final int MAP = 10;
  static final int OPTIONAL = 11;
  static final int PATH = 12;
  static final int DURATION = 13;
  static final int INSTANT = 14;
  static final int CLASS_LOADER = 15;
  static final int THROWN = 16;

  private ValueKind() {}
}
