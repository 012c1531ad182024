// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

/** How the parts of a table are named when the catalogue and the generated model are compared. */
final class Parts {

  private static final String COLUMN = "column ";
  private static final String KEY = "key ";
  private static final String FOREIGN_KEY = "foreign key ";

  private Parts() {}

  static String column(String name) {
    return COLUMN + name;
  }

  static String key(String name) {
    return KEY + name;
  }

  static String foreignKey(String name) {
    return FOREIGN_KEY + name;
  }
}
