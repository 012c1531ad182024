// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.handoff;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import dev.dbagent.provenance.Ingredients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The manifest of a verified state: what it is made of and by which name it is known. Equal inputs
 * give equal bytes, on every machine and at any time: no path, port, user or clock is in it.
 */
public final class Handoff {

  /** The file's name, in the build folder and in the jar. */
  public static final String FILE_NAME = "handoff.json";

  /** Raised when a reader of the old form would misread the new one. */
  private static final int FORMAT = 1;

  private final String module;
  private final Fingerprint state;
  private final String json;

  private Handoff(String module, Fingerprint state, String json) {
    this.module = module;
    this.state = state;
    this.json = json;
  }

  /**
   * Describes a verified state.
   *
   * @param module whose state it is, as {@code groupId:artifactId:version}
   * @param agentVersion which agent verified it
   * @param engine on which product and exact version
   * @param state the name under which it is sealed
   * @param made what it is made of; of the environment nothing is told
   * @param facts what was found in it when it was verified
   */
  public static Handoff of(
      String module,
      String agentVersion,
      String engine,
      Fingerprint state,
      Ingredients made,
      VerifiedFacts facts) {
    JsonObject root = new JsonObject();
    root.addProperty("format", FORMAT);
    root.addProperty("module", module);
    root.addProperty("agent", agentVersion);
    root.addProperty("engine", engine);
    root.addProperty("state", state.hex());
    facts.addTo(root);
    root.add("madeOf", MadeOf.of(made).toJson());
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return new Handoff(module, state, gson.toJson(root) + "\n");
  }

  /** The name of the state that is handed on. */
  public Fingerprint state() {
    return state;
  }

  /** The manifest's text: JSON, LF line ends, keys in a fixed order. */
  public String json() {
    return json;
  }

  /** For people, one line. */
  public String summary() {
    return "Handed off: " + module + " (" + FILE_NAME + ")";
  }

  /**
   * Writes {@link #FILE_NAME} into a folder, complete or not at all.
   *
   * @throws StageFailure of kind HANDOFF_UNWRITABLE, or DISK_FULL
   */
  public void writeTo(Path directory) {
    Path file = directory.resolve(FILE_NAME);
    Path aside = directory.resolve(FILE_NAME + ".part");
    try {
      Files.createDirectories(directory);
      Files.writeString(aside, json);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      StageFailure failure = unwritable(file, "the handoff", e);
      deleteIfPossible(aside);
      throw failure;
    }
  }

  /**
   * Takes back an earlier handoff and the {@link PackedSources} beside it, so that none stands
   * while its successor is not proved.
   *
   * @throws StageFailure of kind HANDOFF_UNWRITABLE
   */
  public static void withdraw(Path directory) {
    for (String name : List.of(FILE_NAME, PackedSources.FILE_NAME)) {
      Path file = directory.resolve(name);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw unwritable(file, "the handoff", e);
      }
    }
  }

  static void deleteIfPossible(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The failure that is being told counts; this file is written over the next time.
    }
  }

  /**
   * @param what the file is, for people
   */
  static StageFailure unwritable(Path file, String what, IOException e) {
    return DiskFullException.failureBehind(e, file.resolveSibling(""), what)
        .orElseGet(
            () ->
                new StageFailure(
                    FailureKind.HANDOFF_UNWRITABLE,
                    file + " cannot be written: " + FileTrouble.words(e),
                    e));
  }
}
