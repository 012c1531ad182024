// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.outputs.OutputRecord;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sealed state that lay on a disk for too long. */
class DamagedStateIT {

  @TempDir Path folder;

  @Test
  void a_damaged_state_is_made_anew_and_told() throws IOException {
    SampleProject project =
        new SampleProject(folder)
            .file(
                "migration/V1__customer.sql",
                "CREATE TABLE customer (id int); -- " + UUID.randomUUID());
    Told told = new Told();
    DatabaseAgent agent =
        new DatabaseAgent(project.settings(), RealEngine.artifacts(), LibrarySource.PRESENT, told);
    agent.prepare();
    String name =
        OutputRecord.read(project.settings().outputDirectory().resolve("prepare.outputs"))
            .orElseThrow()
            .state()
            .hex();
    Path state =
        CacheDirectory.of(project.settings().engine().cacheDirectory())
            .states()
            .resolve("1")
            .resolve(name + ".state");
    byte[] whole = Files.readAllBytes(state);
    Files.write(state, Arrays.copyOf(whole, whole.length / 3));

    assertThat(agent.generate()).isEqualTo(GoalOutcome.EXECUTED);

    assertThat(told.warnings())
        .singleElement()
        .asString()
        .startsWith("the sealed state " + state + " is damaged: ")
        .endsWith("; it is made anew");
    assertThat(Files.size(state)).isGreaterThan(whole.length / 2);
    agent.generate();
    assertThat(told.warnings()).hasSize(1);
  }
}
