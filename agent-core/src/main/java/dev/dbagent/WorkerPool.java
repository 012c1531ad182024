// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.process.WorkerJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JVMs that do the work of goals (docs/adr/024), for the goals of one build: {@code generate} goes
 * on in the JVM in which {@code prepare} has ended, goals at the same time have one each.
 */
public final class WorkerPool {

  /** By the modules of which they have prepared the database. */
  private final Map<String, WorkerJvm> waiting = new HashMap<>();

  /** What the last goal of a module worked with. */
  private final Map<String, SeenInputs> seen = new HashMap<>();

  private final @Nullable Consumer<ProcessHandle> started;

  /** A pool without a JVM. */
  public WorkerPool() {
    this(null);
  }

  /**
   * @param started is told of each JVM when it begins; null for nobody, because one that does
   *     nothing would have to be linked in every build
   */
  WorkerPool(@Nullable Consumer<ProcessHandle> started) {
    this.started = started;
  }

  /**
   * Has a goal's work done.
   *
   * @return false when no JVM can be had, or the one that was at work is gone: it is not done then
   * @throws AgentException when the goal fails
   * @throws IllegalStateException when the JVM was told to end, which is meant for the build, too
   */
  boolean run(GoalOrder order, ArtifactSource artifacts, Progress progress) {
    synchronized (seen) {
      seen.put(order.settings().module(), order.seen());
    }
    ArtifactSource registry = new AskedOnce(artifacts);
    WorkerJvm jvm;
    try {
      jvm = begun(order, () -> installOnNewMachine(order.settings(), registry, progress));
    } catch (IOException e) {
      progress.detail("the work is done in this JVM: " + FileTrouble.words(e));
      return false;
    }
    GoalNews.Ended end;
    try {
      end = followed(jvm, registry, progress);
    } catch (IOException e) {
      String words = "the JVM that did the work " + jvm.end();
      if (jvm.wasToldToEnd()) {
        throw new IllegalStateException(words, e);
      }
      progress.warned(words + "; it is done again in this one");
      return false;
    } finally {
      jvm.printed().forEach(line -> progress.detail("worker: " + line));
    }
    release(jvm, order, end);
    end.conclude();
    return true;
  }

  /** What was worked with for the last order of a module; null before the first. */
  @Nullable SeenInputs seen(String module) {
    synchronized (seen) {
      return seen.get(module);
    }
  }

  /**
   * Keeps a JVM for the generation that comes next. One that is not needed any more ends at once:
   * this JVM could not end as fast while it waits for another process.
   */
  private void release(WorkerJvm jvm, GoalOrder order, GoalNews.Ended end) {
    if (order.isGenerationNext() && end.isGood()) {
      synchronized (waiting) {
        waiting.put(order.settings().module(), jvm);
      }
    } else {
      jvm.close();
    }
  }

  /**
   * While the other JVM gets ready: to unpack the programs takes seconds, and this one has the
   * compiler for that. What keeps it from it keeps the other one from it, too, which tells of it.
   */
  private static void installOnNewMachine(
      AgentSettings settings, ArtifactSource artifacts, Progress progress) {
    try {
      PostgresSettings engine = settings.onUsableCache(Progress.silent()).engine();
      EmbeddedPostgres.of(engine, artifacts, progress).installOnNewMachine();
    } catch (StageFailure e) {
      // See above.
    }
  }

  /** One that has waited may have gone just now; a new one begins, or there is none to be had. */
  private WorkerJvm begun(GoalOrder order, Runnable meanwhile) throws IOException {
    WorkerJvm found = taken(order.settings().module());
    if (found != null) {
      try {
        return begin(found, order, meanwhile);
      } catch (IOException e) {
        // A new one may do better.
      }
    }
    WorkerJvm begun = begin(start(order.settings()), order, meanwhile);
    if (started != null) {
      started.accept(begun.handle());
    }
    return begun;
  }

  private @Nullable WorkerJvm taken(String module) {
    synchronized (waiting) {
      return waiting.remove(module);
    }
  }

  private static WorkerJvm begin(WorkerJvm jvm, GoalOrder order, Runnable meanwhile)
      throws IOException {
    try {
      jvm.send(order);
      meanwhile.run();
      while (!(jvm.receive() instanceof GoalNews.Begun)) {
        // Late news of the goal before.
      }
      return jvm;
    } catch (IOException e) {
      throw new IOException("a JVM for it " + jvm.end(), e);
    }
  }

  private static WorkerJvm start(AgentSettings settings) throws IOException {
    ClassLoader own = WorkerPool.class.getClassLoader();
    Locale locale = Locale.getDefault();
    List<String> options =
        List.of(
            "-Duser.language=" + locale.getLanguage(),
            "-Duser.country=" + locale.getCountry(),
            "-Duser.variant=" + locale.getVariant(),
            "-Duser.home=" + System.getProperty("user.home"),
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    return WorkerJvm.start(
        GoalWorker.class,
        WorkerJvm.classPath(own).toList(),
        options,
        archives(settings.engine().cacheDirectory()));
  }

  private static Path archives(@Nullable Path cache) throws IOException {
    try {
      return CacheDirectory.of(cache).classes();
    } catch (StageFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static GoalNews.Ended followed(WorkerJvm jvm, ArtifactSource artifacts, Progress progress)
      throws IOException {
    while (true) {
      GoalNews news = (GoalNews) jvm.receive();
      if (news instanceof GoalNews.Ended end) {
        return end;
      } else if (news instanceof GoalNews.Step step) {
        step.tell(progress);
      } else if (news instanceof GoalNews.Wanted wanted) {
        jvm.send(wanted.from(artifacts));
      }
    }
  }
}
