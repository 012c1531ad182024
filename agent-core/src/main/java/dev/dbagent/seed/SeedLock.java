// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says for which schema version the seed files are written. It lies beside them and is committed
 * with them; without one they are written for the newest version.
 *
 * @param version of the last migration that counts
 * @param history over the names and the content of the migrations up to it
 * @param files over the seed files as the agent left them
 * @param source over the seed files as a person left them last, from which rides alone have made
 *     those
 */
public record SeedLock(String version, Fingerprint history, Fingerprint files, Fingerprint source) {

  /** Its name in the seed folder. */
  public static final String NAME = "seed.lock";

  private static final String FORMAT = "1";
  private static final String VERSION = "at";
  private static final String HISTORY = "history";
  private static final String FILES = "files";
  private static final String SOURCE = "source";

  /**
   * Reads that of a project.
   *
   * @throws StageFailure of kind SEED_RIDE_REFUSED when it cannot be read
   */
  public static Optional<SeedLock> read(SeedSettings settings) {
    SeedFolder folder = new SeedFolder(settings);
    Path file = folder.lock();
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    SeedText text = folder.text(file);
    try {
      return Optional.of(parse(Files.readString(file), text));
    } catch (IOException e) {
      throw text.unreadable(e);
    }
  }

  private static SeedLock parse(String content, SeedText text) {
    Map<String, String> values = new HashMap<>();
    for (String line : content.lines().toList()) {
      int colon = line.indexOf(": ");
      if (!line.startsWith("#") && colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    try {
      if (FORMAT.equals(values.get("format")) && values.containsKey(VERSION)) {
        return new SeedLock(
            values.get(VERSION),
            new Fingerprint(values.getOrDefault(HISTORY, "")),
            new Fingerprint(values.getOrDefault(FILES, "")),
            new Fingerprint(values.getOrDefault(SOURCE, values.getOrDefault(FILES, ""))));
      }
    } catch (IllegalArgumentException e) {
      throw refused(text);
    }
    throw refused(text);
  }

  private static StageFailure refused(SeedText text) {
    return new StageFailure(
        FailureKind.SEED_RIDE_REFUSED,
        "this is no lock that this version of the agent understands",
        text.place());
  }

  /** What is in the file. */
  public String text() {
    return """
        # The seed files are written for this version; update-seed keeps them up to date. Commit it with them.
        format: %s
        at: %s
        history: %s
        files: %s
        source: %s
        """
        .formatted(FORMAT, version, history.hex(), files.hex(), source.hex());
  }
}
