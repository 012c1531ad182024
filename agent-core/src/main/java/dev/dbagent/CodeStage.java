// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.CodeGenerator;
import dev.dbagent.codegen.GeneratedSources;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The generation of code from a state: taken from an earlier build, begun ahead, or done now. */
final class CodeStage {

  private final AgentSettings settings;
  private final GoalRun run;
  private final Ahead ahead;
  private final Inputs inputs;
  private final GeneratedCode code;

  CodeStage(AgentSettings settings, GoalRun run, Ahead ahead, Inputs inputs) {
    this.settings = settings;
    this.run = run;
    this.ahead = ahead;
    this.inputs = inputs;
    this.code = new GeneratedCode(settings, inputs.store(), run.seenFiles());
  }

  /** Whether {@link #restore} will find code for the catalogue of that digest. */
  boolean isKeptFor(Fingerprint catalogue) {
    return code.isKeptFor(catalogue);
  }

  /** A generator gets ready for a goal that is likely to generate code next. */
  void expect() {
    ahead.expectCode(this::begun);
  }

  /**
   * The generator that was expected begins to write from the server that was begun on the state.
   *
   * @param schema its catalogue
   */
  void writeAhead(SchemaSnapshot schema) {
    ahead.write(schema, () -> code.earlier(inputs.state()));
  }

  /** The generator that was expected, or one that begins now; it is the taker's. */
  CodeGenerator generator() {
    return ahead.code(inputs.state(), settings.generator(), this::begun);
  }

  private CodeGenerator begun() {
    return CodeGenerator.begin(
        settings.generator(),
        ahead.jooq(),
        CacheDirectory.of(settings.engine().cacheDirectory()).classes(),
        code.areSettingsProved());
  }

  /**
   * Puts back what an earlier build has generated from an equal catalogue: no server is needed.
   *
   * @return whether that is done
   */
  boolean restore() {
    long start = System.nanoTime();
    try {
      Optional<GeneratedCode.Restored> restored = code.restore(inputs.state());
      restored.ifPresent(
          it -> {
            run.progress().advanced(Stage.CODEGEN, 0, 1, CodeGenerator.CASE);
            it.told().forEach(run::tellAgain);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            run.progress().done(Stage.CODEGEN, it.summary(), took);
          });
      return restored.isPresent();
    } catch (IOException e) {
      run.progress().detail("the generated code of an earlier build cannot be restored: " + e);
      return false;
    }
  }

  /**
   * Generates.
   *
   * @param server of the state; it is let go
   */
  void generate(DatabaseServer server, CodeGenerator generator) {
    Told told = new Told(run);
    GeneratedSources sources =
        run.timed(
            Stage.CODEGEN,
            () ->
                generator.generate(
                    server,
                    () -> code.earlier(inputs.state()),
                    inputs.history().origins()::of,
                    told),
            GeneratedSources::summary);
    server.letGo();
    try {
      code.keep(inputs.state(), told.warnings(), sources.isSound());
    } catch (IOException e) {
      run.progress().detail("the generated code cannot be kept for later builds: " + e);
    }
  }
}
