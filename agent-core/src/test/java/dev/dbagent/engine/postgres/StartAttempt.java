// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;

/** A program that starts a server and says what came of it. */
final class StartAttempt {

  private StartAttempt() {}

  /** Takes the folder of the cache, and a version if it is not to be the newest. */
  public static void main(String[] args) {
    String version = args.length > 1 ? args[1] : RealEngine.NEWEST;
    try {
      EmbeddedPostgres.of(
              new PostgresSettings(version, Path.of(args[0]), "app"),
              RealEngine.artifacts(),
              Progress.silent())
          .start()
          .close();
      System.out.println("started");
    } catch (StageFailure e) {
      System.out.println(e.kind() + ": " + e.getMessage());
      e.facts().notes().forEach(System.out::println);
    }
  }
}
