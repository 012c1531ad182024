// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.handoff.HandedOn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Finds the handoff that a test class is about. */
final class HandoffOfTests {

  /** Where the plugin writes it, for a module's own tests that an editor runs. */
  private static final Path OF_THIS_MODULE = Path.of("target", "db-agent", "handoff.json");

  private HandoffOfTests() {}

  /**
   * The one that a class is about.
   *
   * @param module which, as {@link VerifiedDatabase#module()} says it
   * @throws ExtensionConfigurationException when there is none, or it is not clear which
   */
  static HandedOn of(ClassLoader classPath, String module) {
    try {
      List<HandedOn> all = HandedOn.on(classPath);
      return HandedOn.of(
          all.isEmpty() ? HandedOn.in(OF_THIS_MODULE) : all,
          module,
          artifactId -> "@VerifiedDatabase(module = \"" + artifactId + "\")");
    } catch (HandedOn.NoStateException e) {
      throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new ExtensionConfigurationException("a handoff cannot be read: " + e, e);
    }
  }
}
