// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.process.ThrownElsewhere;
import dev.dbagent.provenance.Changes;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the JVM that does a goal's work has to say, and what it is answered. */
sealed interface GoalNews {

  /** The order has arrived. */
  record Begun() implements GoalNews {}

  /** Something for whoever watches. */
  sealed interface Step extends GoalNews {
    void tell(Progress progress);
  }

  /** See {@link Progress#done}. */
  record Done(Stage stage, String summary, Duration took) implements Step {
    @Override
    public void tell(Progress progress) {
      progress.done(stage, summary, took);
    }
  }

  /** See {@link Progress#advanced}. */
  record Advanced(Stage stage, int done, int total, String item) implements Step {
    @Override
    public void tell(Progress progress) {
      progress.advanced(stage, done, total, item);
    }
  }

  /** See {@link Progress#warned}. */
  record Warned(String message) implements Step {
    @Override
    public void tell(Progress progress) {
      progress.warned(message);
    }
  }

  /** See {@link Progress#detail}. */
  record Detail(String message) implements Step {
    @Override
    public void tell(Progress progress) {
      progress.detail(message);
    }
  }

  /** An artifact is wanted; {@link Found} or {@link Missing} answers. */
  record Wanted(String groupId, String artifactId, String version) implements GoalNews {

    GoalNews from(ArtifactSource artifacts) {
      try {
        return new Found(artifacts.jar(groupId, artifactId, version));
      } catch (ArtifactSource.UnavailableException e) {
        return new Missing(String.valueOf(e.getMessage()), ThrownElsewhere.of(e));
      }
    }
  }

  /** The artifact is there. */
  record Found(Path file) implements GoalNews {}

  /** The artifact cannot be had. */
  record Missing(String message, ThrownElsewhere cause) implements GoalNews {}

  /**
   * The goal has failed; all that is to be written of it was written.
   *
   * @param facts without secrets
   */
  record Failed(FailureFacts facts, @Nullable Changes changes, @Nullable ThrownElsewhere cause)
      implements GoalNews {

    static Failed of(AgentException failure) {
      Throwable stage = failure.getCause();
      Throwable cause = stage == null ? null : stage.getCause();
      return new Failed(
          failure.diagnosis().facts(),
          failure.changes(),
          cause == null ? null : ThrownElsewhere.of(cause));
    }

    AgentException exception() {
      StageFailure failure = new StageFailure(facts, cause);
      return new AgentException(DiagnosisCatalogue.diagnose(failure), changes, failure);
    }
  }

  /** The end of the work, good or not. */
  record Ended(@Nullable Failed failure, @Nullable ThrownElsewhere fault) implements GoalNews {

    boolean isGood() {
      return failure == null && fault == null;
    }

    /**
     * Ends the goal here as it ended there.
     *
     * @throws AgentException when it failed
     */
    void conclude() {
      if (failure != null) {
        throw failure.exception();
      }
      if (fault != null) {
        throw new IllegalStateException("a goal was not done: " + fault.getMessage(), fault);
      }
    }
  }
}
