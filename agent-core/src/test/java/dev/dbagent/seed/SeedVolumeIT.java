// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows: they stream, and the last one is still found. */
class SeedVolumeIT {

  private static final int ROWS = 300_000;

  @TempDir Path project;

  @Test
  void the_last_of_many_rows_is_placed() throws IOException {
    try (SeedBench bench = new SeedBench(project)) {
      bench.sql("CREATE TABLE t (id int PRIMARY KEY, t text, up int REFERENCES t)");
      write(ROWS);
      bench
          .fails(FailureKind.SEED_KEY_DANGLING, "seed/t.csv:" + (ROWS + 1) + ":37")
          .hasMessageContaining("up = " + (ROWS + 1));

      write(0);
      assertThat(bench.load()).extracting(SeededTable::loadedRows).containsExactly((long) ROWS);
    }
  }

  /** The row {@code dangling} points to one more than there are. */
  private void write(int dangling) throws IOException {
    Files.createDirectories(project.resolve("seed"));
    try (BufferedWriter file = Files.newBufferedWriter(project.resolve("seed/t.csv"))) {
      file.write("id,t,up\n");
      for (int id = 1; id <= ROWS; id++) {
        int up = id == dangling ? ROWS + 1 : ROWS + 1 - id;
        file.write(id + ",some text of moderate length," + up + "\n");
      }
    }
  }
}
