// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.LibraryVersion;

/** Which JDBC driver talks to the server; users may override ours. */
public final class DriverVersion {

  private DriverVersion() {}

  /** Reads it off the jar and loads no class of it; {@code unknown} if the jar does not say. */
  public static String onClassPath() {
    return LibraryVersion.ofManifest(
        DriverVersion.class.getClassLoader(), "org/postgresql/Driver.class", "postgresql");
  }
}
