// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateStore;
import dev.dbagent.model.Fingerprint;
import java.util.Optional;

/**
 * With which state the next replay of a module is likely to begin: with the one in which the last
 * one has ended. Only files that were added make it true, so nobody may rely on it.
 */
final class LikelyBeginning {

  private static final String KIND = "head";

  private final StateStore store;
  private final Fingerprint line;

  /**
   * @param engine its fingerprint
   * @param module as {@code groupId:artifactId:version}
   */
  LikelyBeginning(StateStore store, Fingerprint engine, String module) {
    this.store = store;
    this.line =
        Fingerprint.of("line of states")
            .add("agent", AgentVersion.fingerprint())
            .add("engine", engine)
            .add("module", module)
            .build();
  }

  /** Notes where a replay has ended. */
  void note(Fingerprint head) {
    if (noted().filter(head::equals).isEmpty()) {
      store.keep(line, KIND, head);
    }
  }

  /** The state, if it is kept. */
  Optional<SealedState> find() {
    return noted().flatMap(store::find);
  }

  private Optional<Fingerprint> noted() {
    return store.findName(line, KIND);
  }
}
