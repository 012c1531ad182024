// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.LibraryVersion;

/** Which jOOQ the build has chosen; users may override ours. */
final class JooqVersion {

  private JooqVersion() {}

  /** Reads it off the jar, so that a build that generates nothing loads no class of jOOQ. */
  static String onClassPath() {
    return LibraryVersion.ofPom(JooqVersion.class.getClassLoader(), "org.jooq", "jooq-codegen");
  }
}
