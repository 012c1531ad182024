// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateStore;
import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikelyBeginningTest {

  private static final Fingerprint ENGINE = named("engine");

  private final StateStore store;

  LikelyBeginningTest(@TempDir Path folder) {
    this.store = new StateStore(folder);
    store.seal(named("one"), LikelyBeginningTest::write);
    store.seal(named("two"), LikelyBeginningTest::write);
  }

  @Test
  void it_is_where_the_last_replay_of_the_module_has_ended() {
    assertThat(of("a:b:1").find()).isEmpty();

    of("a:b:1").note(named("one"));
    assertThat(of("a:b:1").find()).map(SealedState::fingerprint).contains(named("one"));

    of("a:b:1").note(named("two"));
    assertThat(of("a:b:1").find()).map(SealedState::fingerprint).contains(named("two"));
  }

  @Test
  void it_is_none_when_that_state_is_not_kept_any_more() {
    of("a:b:1").note(named("one"));

    store.forget(named("one"));

    assertThat(of("a:b:1").find()).isEmpty();
  }

  @Test
  void another_module_or_engine_has_its_own() {
    of("a:b:1").note(named("one"));

    assertThat(of("a:c:1").find()).isEmpty();
    assertThat(new LikelyBeginning(store, named("other"), "a:b:1").find()).isEmpty();
  }

  private LikelyBeginning of(String module) {
    return new LikelyBeginning(store, ENGINE, module);
  }

  private static Fingerprint named(String name) {
    return Fingerprint.of("test").add("name", name).build();
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
