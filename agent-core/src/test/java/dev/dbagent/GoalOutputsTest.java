// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.cache.StateStore;
import dev.dbagent.cache.StoreLimits;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.handoff.PackedSources;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.outputs.SeenFiles;
import dev.dbagent.outputs.Stamps;
import dev.dbagent.report.Reports;
import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalOutputsTest {

  private static final Fingerprint STATE = Fingerprint.of("a state").build();
  private static final Fingerprint OLD = Fingerprint.of("an old one").build();

  @TempDir Path folder;

  private AgentSettings settings;

  @BeforeEach
  void makeAProject() throws IOException {
    settings = new SampleProject(folder).file("migration/V1__a.sql", "SELECT 1").settings();
  }

  @Test
  void what_was_made_of_others_that_have_the_same_checksum_is_not_taken() throws IOException {
    GoalOutputs outputs = outputs(new StateStore(folder.resolve("states")));
    InputNames ours = InputNames.read(settings);
    InputNames others = new InputNames(ours.checksum(), Fingerprint.of("others").build());

    outputs.keep(others, Stamps.NONE, STATE, List.of());
    assertThat(outputs.restored(ours.checksum(), Stamps.NONE)).isEmpty();

    outputs.keep(ours, Stamps.NONE, STATE, List.of());
    assertThat(outputs.restored(ours.checksum(), Stamps.NONE)).isPresent();
  }

  @Test
  void who_keeps_them_makes_room() throws IOException {
    Path states = folder.resolve("states");
    GoalOutputs outputs = outputs(new StateStore(states, StoreLimits.of(0, 0), Progress.silent()));
    new StateStore(states).keep(OLD, "facts", new byte[1]);
    Path old = states.resolve("1").resolve(OLD.hex() + ".facts");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

    outputs.keep(InputNames.read(settings), Stamps.NONE, STATE, List.of());

    assertThat(old).doesNotExist();
  }

  /** Of a goal that has made them all. */
  private GoalOutputs outputs(StateStore store) throws IOException {
    store.seal(STATE, GoalOutputsTest::pack);
    for (String report : List.of(Reports.DIAGNOSIS, Reports.SARIF)) {
      write(settings.outputDirectory().resolve(report));
    }
    for (String handed : List.of(Handoff.FILE_NAME, PackedSources.FILE_NAME)) {
      write(settings.outputDirectory().resolve(handed));
    }
    write(settings.reports().testDirectory().resolve(Reports.testReportName(GoalRun.PREPARE)));
    return new GoalOutputs(GoalRun.PREPARE, settings, store, SeenFiles.ofNow());
  }

  private static void pack(Path state) {
    try {
      Files.writeString(state, "packed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{}");
  }
}
