// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.LibraryVersion;

/** Which jOOQ the build has chosen; users may override ours. */
public final class JooqVersion {

  private JooqVersion() {}

  /** Reads it off the jar and loads no class of jOOQ; {@code unknown} if the jar does not say. */
  public static String onClassPath() {
    return LibraryVersion.ofPom(JooqVersion.class.getClassLoader(), "org.jooq", "jooq-codegen");
  }
}
