// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MeanwhileTest {

  @Test
  void givesWhatAnotherThreadMade() {
    Meanwhile<Thread> work = new Meanwhile<>("the work", Thread::currentThread);

    work.begin();

    assertThat(work.get()).isNotSameAs(Thread.currentThread());
    assertThat(work.get().getName()).isEqualTo("the work");
  }

  @Test
  void throwsTheFailureOfTheWorkItself() {
    StageFailure failure = new StageFailure(FailureKind.GENERATION_FAILED, "no");
    Meanwhile<String> work =
        new Meanwhile<>(
            "the work",
            () -> {
              throw failure;
            });

    work.begin();

    assertThatThrownBy(work::get).isSameAs(failure);
  }
}
