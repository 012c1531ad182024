// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.outputs.Stamps;
import dev.dbagent.provenance.Ingredients;
import dev.dbagent.provenance.SourceFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AheadTest {

  private final KnownInputs known =
      new KnownInputs(
          new Ingredients(Map.of(), Map.of(), Map.of(), new SourceFiles()), Path.of("record"));

  @Test
  void what_a_goal_knows_is_known_to_the_next_one_that_works_with_the_same() {
    try (Ahead ahead = new Ahead()) {
      ahead.worksWith(new SeenInputs("looks", "1-1-1"));
      assertThat(ahead.known()).isNull();
      ahead.knows(known);

      ahead.worksWith(new SeenInputs("looks", "1-1-1"));
      assertThat(ahead.known()).isSameAs(known);

      ahead.worksWith(new SeenInputs("others", "1-1-1"));
      assertThat(ahead.known()).isNull();
    }
  }

  @Test
  void where_looks_prove_nothing_nothing_is_known() {
    try (Ahead ahead = new Ahead()) {
      ahead.worksWith(new SeenInputs(Stamps.NONE, "1-1-1"));
      ahead.knows(known);

      ahead.worksWith(new SeenInputs(Stamps.NONE, "1-1-1"));

      assertThat(ahead.known()).isNull();
    }
  }
}
