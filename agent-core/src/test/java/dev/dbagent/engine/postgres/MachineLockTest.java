// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.Told;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLockTest {

  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LATE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final Told told = new Told();

  @Test
  void who_gets_the_lock_at_once_says_nothing() throws IOException {
    assertThat(lock(LATE, LATE).holding(told, () -> "done")).isEqualTo("done");
    assertThat(told.warnings()).isEmpty();
    assertThat(file()).exists();
  }

  @Test
  void waiting_for_another_process_is_told_with_its_pid() throws Exception {
    try (Holder holder = Holder.of(file())) {
      CompletableFuture<String> waiting = holding(lock(SOON, LATE));
      String warning = told.nextWarning();
      holder.release();

      assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("done");
      assertThat(warning)
          .isEqualTo(
              "waiting for %s, which holds the lock %s of the cache"
                  .formatted(holder.description(), file()));
    }
  }

  @Test
  void another_process_is_not_waited_for_for_ever() throws Exception {
    try (Holder holder = Holder.of(file())) {
      assertThatExceptionOfType(StageFailure.class)
          .isThrownBy(() -> lock(LATE, SOON).holding(told, () -> "done"))
          .withMessageContaining(file().toString())
          .withMessageContaining(holder.description())
          .extracting(StageFailure::kind)
          .isEqualTo(FailureKind.CACHE_UNUSABLE);
    }
    assertThat(lock(LATE, SOON).holding(told, () -> "done")).isEqualTo("done");
  }

  @Test
  void waiting_for_another_thread_is_told_too() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return lock(LATE, LATE)
                    .holding(
                        told,
                        () -> {
                          held.countDown();
                          await(enough);
                          return "first";
                        });
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            task -> new Thread(task).start());
    await(held);
    CompletableFuture<String> second = holding(lock(SOON, LATE));
    String warning = told.nextWarning();
    enough.countDown();

    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(warning).contains(file().toString());
    if (Files.exists(Path.of("/proc/locks"))) {
      assertThat(warning).contains("another module of this build");
    }
  }

  /** Waits in the pool that all share, which may have a single thread. */
  private CompletableFuture<String> holding(MachineLock lock) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return lock.holding(told, () -> "done");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private MachineLock lock(Duration bearable, Duration patience) {
    return new MachineLock(file(), bearable, patience);
  }

  private Path file() {
    return folder.resolve("x.lock");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another JVM that holds a lock until it is closed. */
  private record Holder(Process jvm) implements AutoCloseable {

    static Holder of(Path file) throws IOException {
      Process jvm =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Locking.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(jvm.inputReader().readLine()).isEqualTo("locked");
      return new Holder(jvm);
    }

    String description() {
      return Files.exists(Path.of("/proc/locks")) ? "process " + jvm.pid() : "another build";
    }

    void release() throws IOException {
      jvm.getOutputStream().close();
    }

    @Override
    public void close() throws IOException {
      release();
    }
  }

  /** A program that holds the lock of a file until its input ends. */
  static final class Locking {

    private Locking() {}

    public static void main(String[] args) throws IOException {
      try (FileChannel channel =
          FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.println("locked");
        while (System.in.read() >= 0) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
