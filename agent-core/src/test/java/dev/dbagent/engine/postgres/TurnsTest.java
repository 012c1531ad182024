// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final String THREADS = "turns of a test";

  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void no_thread_stays() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(THREADS)) {
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void all_come_back_in_order_and_done() throws IOException {
    List<Piece> pieces = pieces(Turns.PIECES);
    List<Piece> back = new ArrayList<>();
    try (Turns<Piece> turns = new Turns<>(THREADS, pieces)) {
      for (int i = 0; i < 1_000; i++) {
        turns.give(turns.next());
      }
      while (!turns.isOver()) {
        back.add(turns.next());
      }
    }

    assertThat(back).containsExactlyInAnyOrderElementsOf(pieces);
    assertThat(back.get(0)).isSameAs(pieces.get(1_000 % Turns.PIECES));
    assertThat(pieces.stream().mapToInt(piece -> piece.calls).sum()).isEqualTo(1_000);
  }

  @Test
  void what_a_piece_throws_is_thrown_when_its_turn_comes() throws IOException {
    IOException trouble = new IOException("no room");
    IllegalStateException mistake = new IllegalStateException("wrong");
    for (Exception failure : List.of(trouble, mistake)) {
      try (Turns<Piece> turns = new Turns<>(THREADS, pieces(1))) {
        turns.give(new Piece(failure, new CountDownLatch(0)));

        assertThat(turns.next().calls).isZero();
        assertThatThrownBy(turns::next).isSameAs(failure);
      }
    }
  }

  @Test
  void one_who_is_interrupted_waits_no_longer_and_what_is_under_way_ends() throws Exception {
    List<Piece> later = pieces(10);
    Piece blocked = new Piece(null, never);
    try (Turns<Piece> turns = new Turns<>(THREADS, pieces(0))) {
      turns.give(blocked);
      turns.give(new Piece(null, never));
      blocked.begun.await();
      later.forEach(turns::give);
      Thread.currentThread().interrupt();

      assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(turns::next);
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(later).allSatisfy(piece -> assertThat(piece.calls).isZero());
  }

  private static List<Piece> pieces(int count) {
    return Stream.generate(() -> new Piece(null, new CountDownLatch(0))).limit(count).toList();
  }

  private static final class Piece implements Callable<Piece> {

    final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch before;
    private final @Nullable Exception failure;
    int calls;

    Piece(@Nullable Exception failure, CountDownLatch before) {
      this.failure = failure;
      this.before = before;
    }

    @Override
    public Piece call() throws Exception {
      begun.countDown();
      before.await();
      if (failure != null) {
        throw failure;
      }
      calls++;
      return this;
    }
  }
}
