// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.VerifiedStates;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.handoff.HandedOff;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The servers that this JVM shares. It holds them to its end, and the kernel lets go of them then:
 * a store of JUnit would let go too early, because a fork of Surefire begins a new run of JUnit for
 * each class, and a shutdown hook would not be run when the JVM is killed.
 */
final class LeasesOfThisJvm {

  /** A property of the system, or a configuration parameter of JUnit; also that of the plugin. */
  static final String CACHE_DIRECTORY = "dbAgent.cacheDirectory";

  private static final LeasesOfThisJvm ALL = new LeasesOfThisJvm();

  private record Key(HandedOff handedOff, Path cache) {}

  private final Map<Key, TestDatabases> leases = new ConcurrentHashMap<>();

  private LeasesOfThisJvm() {}

  /**
   * Databases that are copies of a state that was handed on.
   *
   * @param cacheDirectory null for the current user's own
   * @throws ExtensionConfigurationException when there are none, with what to do about it
   */
  static TestDatabases of(HandedOn handedOn, @Nullable Path cacheDirectory) {
    VerifiedStates states = new VerifiedStates(cacheDirectory, new LoggedProgress());
    return ALL.leases.computeIfAbsent(
        new Key(handedOn.handedOff(), states.folder()), key -> begun(handedOn, states));
  }

  private static TestDatabases begun(HandedOn handedOn, VerifiedStates states) {
    try {
      return states
          .databases(handedOn.handedOff())
          .orElseThrow(
              () -> new ExtensionConfigurationException(handedOn.absence(states.folder())));
    } catch (StageFailure e) {
      String notes = String.join(" ", e.facts().notes());
      throw new ExtensionConfigurationException(
          "no database can be had for the tests: " + (e.getMessage() + ". " + notes).strip(), e);
    }
  }
}
