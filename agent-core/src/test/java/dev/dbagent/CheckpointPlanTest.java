// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CheckpointPlanTest {

  private long now;

  @Test
  void a_short_history_makes_none() {
    assertThat(checkpoints(plan(0, 60, false), 0, 60, 10)).isEmpty();
  }

  @Test
  void a_long_one_makes_them_ever_denser() {
    assertThat(checkpoints(plan(0, 1_000, false), 0, 1_000, 10)).containsExactly(800, 960, 992);
  }

  @Test
  void on_a_restored_state_they_begin_behind_it() {
    assertThat(checkpoints(plan(600, 1_000, false), 600, 1_000, 10)).containsExactly(920, 984);
  }

  @Test
  void the_state_after_all_of_them_is_kept_sooner_if_it_is_wanted() {
    assertThat(checkpoints(plan(900, 1_000, true), 900, 1_000, 5)).containsExactly(1_000);
    assertThat(checkpoints(plan(999, 1_000, true), 999, 1_000, 5)).isEmpty();
    assertThat(checkpoints(plan(0, 1_000, true), 0, 1_000, 10)).endsWith(992, 1_000);
  }

  @Test
  void what_one_costs_is_measured() {
    CheckpointPlan plan = plan(0, 1_000, false);
    plan.isDue(1);
    millis(1_100);
    assertThat(plan.isDue(800)).isTrue();
    plan.stopped(800);
    millis(2_000);
    plan.isDue(801);
    millis(1_100);
    assertThat(plan.isDue(960)).isFalse();
    millis(7_000);
    assertThat(plan.isDue(961)).isTrue();
  }

  private CheckpointPlan plan(int restored, int total, boolean isHeadWanted) {
    return new CheckpointPlan(restored, total, isHeadWanted, () -> now, 4);
  }

  /** Each migration takes the same time, and a checkpoint 50 milliseconds. */
  private List<Integer> checkpoints(CheckpointPlan plan, int restored, int total, int millis) {
    List<Integer> stops = new ArrayList<>();
    for (int done = restored + 1; done <= total; done++) {
      millis(millis);
      if (plan.isDue(done)) {
        stops.add(done);
        plan.stopped(done);
        millis(50);
      }
    }
    return stops;
  }

  private void millis(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
