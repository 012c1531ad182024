// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.LibraryVersion;

/** Which Flyway replays; users may override ours. */
public final class FlywayVersion {

  private FlywayVersion() {}

  /** Reads it off the jar and loads no class of Flyway; {@code unknown} if the jar does not say. */
  public static String onClassPath() {
    return LibraryVersion.ofPom(
        FlywayVersion.class.getClassLoader(), "org.flywaydb", "flyway-core");
  }
}
