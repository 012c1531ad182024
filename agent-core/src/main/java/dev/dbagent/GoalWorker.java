// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.postgres.FirstConnection;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.process.Desk;
import dev.dbagent.process.ThrownElsewhere;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The main class of the JVMs in a {@link WorkerPool}: does the work of goals. */
final class GoalWorker implements Progress, ArtifactSource {

  /** Other plugins may have their turn between two goals; a daemon may never come back. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Whoever watches cannot see more, and each message takes as long as a small migration. */
  private static final Duration BETWEEN_ADVANCES = Duration.ofMillis(100);

  private final Desk desk;
  private final Ahead ahead = new Ahead();

  /** Held by whoever asks for a jar, until he is answered. */
  private final Object asking = new Object();

  private boolean isAtWork;
  private @Nullable Stage advancing;
  private long advanced;

  private GoalWorker(Desk desk) {
    this.desk = desk;
  }

  /**
   * For {@link WorkerPool}.
   *
   * @param arguments for {@link Desk#open}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Desk desk = Desk.open(arguments);
    // Until the first order is here, a core is idle.
    FirstConnection.expect();
    GoalWorker worker = new GoalWorker(desk);
    for (Optional<Object> order = desk.take(PATIENCE);
        order.isPresent();
        order = desk.take(PATIENCE)) {
      worker.work((GoalOrder) order.get());
    }
    worker.ahead.close();
    desk.close();
  }

  /** An answer to what is asked for would be lost if the goal ended before it comes. */
  private void work(GoalOrder order) {
    Desk.adopt(order.properties());
    synchronized (asking) {
      desk.tell(new GoalNews.Begun());
      isAtWork = true;
    }
    GoalNews.Ended end = ended(order);
    synchronized (asking) {
      isAtWork = false;
      desk.answer(end);
    }
  }

  private GoalNews.Ended ended(GoalOrder order) {
    try {
      new DatabaseAgent(order.settings(), this, LibrarySource.PRESENT, this).work(order, ahead);
      return new GoalNews.Ended(null, null);
    } catch (AgentException e) {
      return new GoalNews.Ended(GoalNews.Failed.of(e), null);
    } catch (RuntimeException | Error e) {
      return new GoalNews.Ended(null, ThrownElsewhere.of(e));
    }
  }

  @Override
  public Path jar(String groupId, String artifactId, String version) throws UnavailableException {
    synchronized (asking) {
      if (!isAtWork) {
        throw new UnavailableException(
            "the goal that wants " + artifactId + " is over", new IllegalStateException());
      }
      return answered(new GoalNews.Wanted(groupId, artifactId, version));
    }
  }

  private Path answered(GoalNews.Wanted wanted) throws UnavailableException {
    desk.tell(wanted);
    try {
      Object answer = desk.take().orElseThrow();
      if (answer instanceof GoalNews.Found found) {
        return found.file();
      }
      GoalNews.Missing missing = (GoalNews.Missing) answer;
      throw new UnavailableException(missing.message(), missing.cause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while waiting for " + wanted.artifactId(), e);
    }
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {
    desk.tell(new GoalNews.Done(stage, summary, took));
  }

  @Override
  public synchronized void advanced(Stage stage, int done, int total, String item) {
    long now = System.nanoTime();
    if (stage != advancing || now - advanced >= BETWEEN_ADVANCES.toNanos()) {
      advancing = stage;
      advanced = now;
      desk.tell(new GoalNews.Advanced(stage, done, total, item));
    }
  }

  @Override
  public void warned(String message) {
    desk.tell(new GoalNews.Warned(message));
  }

  @Override
  public void detail(String message) {
    desk.tell(new GoalNews.Detail(message));
  }
}
