// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StoreLimits;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.handoff.HandedOff;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.handoff.MadeOf;
import dev.dbagent.handoff.PackedSources;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.outputs.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verified state again that was handed on to a machine which does not hold it: from the
 * files that its module has put into its jar, with the settings that the handoff tells. Either the
 * same state comes out or none.
 */
public final class StateRebuild {

  private final HandedOn handedOn;
  private final @Nullable Path cache;
  private final StoreLimits limits;
  private final Wording wording;
  private final Progress progress;

  /**
   * @param cache the folder that lacks the state; null for the current user's own
   * @param limits how many sealed states are kept there
   * @param wording how settings are named
   */
  public StateRebuild(
      HandedOn handedOn,
      @Nullable Path cache,
      StoreLimits limits,
      Wording wording,
      Progress progress) {
    this.handedOn = handedOn;
    this.cache = cache;
    this.limits = limits;
    this.wording = wording;
    this.progress = progress;
  }

  /**
   * Whether the state is not in the cache. Needs no library.
   *
   * @throws AgentException when the cache cannot be used
   */
  public boolean isNeeded() {
    try {
      return !new VerifiedStates(cache, progress).hold(handedOn.handedOff());
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), null, e);
    }
  }

  /**
   * Makes it.
   *
   * @param madeBy the project that needs it, for people
   * @param given values of settings that are secrets, by the names of the settings
   * @throws AgentException when it fails; also when another state would come out
   */
  public void run(
      Path madeBy, Map<String, String> given, ArtifactSource artifacts, LibrarySource libraries) {
    long start = System.nanoTime();
    try {
      Expected.requireAgent(handedOff());
      byte[] sources = sources();
      libraries.provide();
      Path scratch = Files.createTempDirectory("db-agent-rebuild").toRealPath();
      try {
        make(sources, scratch, madeBy, given, artifacts);
      } finally {
        SourceTree.remove(scratch);
      }
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), null, e);
    } catch (IOException e) {
      StageFailure failure = withoutSources(": " + FileTrouble.words(e), e);
      throw new AgentException(DiagnosisCatalogue.diagnose(failure), null, failure);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    progress.done(
        Stage.HANDOFF,
        "Rebuilt: state %s of %s, from %s"
            .formatted(
                handedOff().state().abbreviated(),
                handedOff().module(),
                handedOn.place().getFileName()),
        took);
  }

  private HandedOff handedOff() {
    return handedOn.handedOff();
  }

  private byte[] sources() throws IOException {
    return handedOn
        .beside(PackedSources.FILE_NAME)
        .orElseThrow(() -> withoutSources(" has no " + PackedSources.FILE_NAME, null));
  }

  private StageFailure withoutSources(String why, @Nullable Exception cause) {
    return new StageFailure(
        FailureKind.STATE_NOT_REBUILDABLE,
        "the state of module %s cannot be made again: %s%s"
            .formatted(handedOff().module(), handedOn.place(), why),
        cause);
  }

  private void make(
      byte[] sources,
      Path scratch,
      Path madeBy,
      Map<String, String> given,
      ArtifactSource artifacts)
      throws IOException {
    MadeOf madeOf = madeOf();
    HandedOnSettings told = HandedOnSettings.of(handedOff(), madeOf, given);
    StateSources.Unpacked project = StateSources.unpack(sources, scratch);
    if (!project.leftOut().isEmpty()) {
      throw holdsSecret(project.leftOut().get(0));
    }
    Expected expected = new Expected(handedOff(), madeOf, told.secrets());
    try (HandedOnClasses loader = HandedOnClasses.of(project.classPath())) {
      AgentSettings settings =
          told.in(project, scratch.resolve("out"), loader, cache, limits, wording)
              .onUsableCache(progress);
      GoalRun run = new GoalRun(GoalRun.REBUILD, settings, progress);
      run.ask(
          () -> {
            new Pipeline(settings, artifacts, run, madeBy).rebuild(expected);
            return settings;
          });
    }
  }

  private MadeOf madeOf() throws IOException {
    return handedOn
        .beside(Handoff.FILE_NAME)
        .flatMap(json -> MadeOf.parse(new String(json, StandardCharsets.UTF_8)))
        .orElseThrow(() -> withoutSources(" has no handoff of this form", null));
  }

  private StageFailure holdsSecret(String file) {
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.STATE_NOT_REBUILDABLE,
            "the state of module %s was made of %s, which is not in its jar because it holds the value of a secret setting"
                .formatted(handedOff().module(), file));
    return new StageFailure(
        facts.note("A placeholder of Flyway can stand for the value in the file."), null);
  }
}
