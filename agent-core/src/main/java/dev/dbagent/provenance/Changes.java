// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different from the last verified state of the same module. No value in it is a secret.
 *
 * @param since when that state was verified
 * @param sameCheckout whether it was verified in this very folder, and not in another one of this
 *     machine
 * @param files that were added, edited, renamed or removed: the one that fails first, then sorted
 *     by path
 * @param settings of the project that are not what they were, sorted by name
 * @param versions of the engine and the libraries that are not what they were, sorted by name
 * @param environment what else is different about the machine, sorted by name
 */
public record Changes(
    Instant since,
    boolean sameCheckout,
    List<FileChange> files,
    List<ValueChange> settings,
    List<ValueChange> versions,
    List<ValueChange> environment) {

  public Changes {
    files = List.copyOf(files);
    settings = List.copyOf(settings);
    versions = List.copyOf(versions);
    environment = List.copyOf(environment);
  }

  /**
   * Compares what the last verified state was made of with what there is now.
   *
   * @param first the file to begin with, if it is among those that changed
   */
  public static Changes between(LastVerified last, Ingredients now, @Nullable String first) {
    return new Comparison(last, now).changes(first);
  }

  /** Whether the state is made of the same things, whatever the machine. */
  public boolean isEmpty() {
    return files.isEmpty() && settings.isEmpty() && versions.isEmpty();
  }

  /** What happened to a file. */
  public enum Fate {
    ADDED,
    EDITED,
    /** It has another name and the same content. */
    RENAMED,
    REMOVED
  }

  /**
   * A file that is not what it was.
   *
   * @param fate what happened to it
   * @param path as a user of the project writes it
   * @param formerPath what it was before it was renamed; null when it was not
   * @param diff unified, without the two header lines; bounded, so the last line may say how much
   *     was left out; empty for what is no text or too large. A line that begins with three dots is
   *     a remark: "... the line ends were LF and are CRLF"
   */
  public record FileChange(Fate fate, String path, @Nullable String formerPath, List<String> diff) {
    public FileChange {
      diff = List.copyOf(diff);
    }

    public FileChange(Fate fate, String path, List<String> diff) {
      this(fate, path, null, diff);
    }
  }

  /**
   * A value that is not what it was.
   *
   * @param name of the setting, the product or the property
   * @param before null when there was none; a mask when it is a secret
   * @param now null when there is none any more; a mask when it is a secret
   */
  public record ValueChange(String name, @Nullable String before, @Nullable String now) {}
}
