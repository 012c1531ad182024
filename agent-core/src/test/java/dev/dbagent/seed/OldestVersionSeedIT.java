// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oldest version that we offer has another catalogue: every query of a load runs on it. */
class OldestVersionSeedIT {

  @TempDir Path project;

  @Test
  void it_loads_and_refuses_as_the_newest_does() {
    try (SeedBench bench = new SeedBench(project, RealEngine.OLDEST)) {
      bench.sql(
          """
          CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
          CREATE TABLE c (id int GENERATED ALWAYS AS IDENTITY, k int UNIQUE DEFERRABLE, a int,
            b int, CONSTRAINT to_p FOREIGN KEY (a, b) REFERENCES p MATCH FULL);
          """);
      bench.seed("p.csv", "a,b\n1,1\n");

      bench.seed("c.csv", "id,k,a,b\n3,1,1,1\n4,2,1,2\n");
      bench
          .fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:3:5")
          .hasMessage(
              "public.c row k = 2 breaks to_p: (a, b) = (1, 2) points to no row of public.p (a, b)");

      bench.seed("c.csv", "id,k,a,b\n3,1,1,1\n4,1,,\n");
      bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/c.csv:3:3");

      bench.seed("c.csv", "id,k,a,b\n3,1,1,1\n4,x,,\n");
      bench
          .fails(FailureKind.SEED_VALUE_REJECTED, "seed/c.csv:3:3")
          .hasMessageStartingWith("public.c row k = x, column k: ");

      bench.seed("c.csv", "id,k,a,b\n3,1,1,1\n4,2,,\n");
      bench.load();
      assertThat(bench.rows("INSERT INTO c (k) VALUES (9) RETURNING id")).containsExactly("5");
    }
  }
}
