// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the init script. */
final class InitScriptFile {

  private final MigrationSettings settings;

  InitScriptFile(MigrationSettings settings) {
    this.settings = settings;
  }

  /**
   * Empty if the project has none.
   *
   * @throws StageFailure with {@link FailureKind#INIT_SCRIPT_FAILED} when it cannot be read
   */
  Optional<MigrationFile> read(ScriptEncoding encoding) {
    Path script = settings.initScript();
    if (script == null) {
      return Optional.empty();
    }
    String shown = settings.shown(script);
    if (!Files.exists(script)) {
      throw missing(script, shown);
    }
    try {
      byte[] content = Files.readAllBytes(script);
      Charset charset = encoding.of(shown, content, Optional.empty());
      MigrationName name = new MigrationName(Kind.INIT_SCRIPT, null, "init script");
      return Optional.of(new MigrationFile(name, shown, shown, content, charset));
    } catch (IOException e) {
      String reason = Files.isDirectory(script) ? "it is a folder" : e.toString();
      String sentence = "the init script cannot be read: " + reason;
      throw new StageFailure(FailureKind.INIT_SCRIPT_FAILED, sentence, Place.file(shown), null, e);
    }
  }

  private StageFailure missing(Path script, String shown) {
    String name = String.valueOf(script.getFileName());
    Path folder = script.getParent();
    String sentence = "the init script does not exist";
    if (folder == null || !Files.isDirectory(folder)) {
      sentence += ", nor does its folder";
    }
    Optional<String> near =
        folder == null ? Optional.empty() : NearestName.of(name, filesIn(folder));
    String question = near.map(found -> "; did you mean " + found + "?").orElse("");
    FailureFacts facts =
        FailureFacts.of(FailureKind.INIT_SCRIPT_FAILED, sentence + question).at(Place.file(shown));
    return new StageFailure(
        near.map(found -> new Setting("initScript", ScriptPlace.beside(shown, found)))
            .map(facts::suggest)
            .orElse(facts),
        null);
  }

  private static List<String> filesIn(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> String.valueOf(path.getFileName()))
          .toList();
    } catch (IOException e) {
      // What cannot be read cannot be suggested.
      return List.of();
    }
  }
}
