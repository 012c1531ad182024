// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import dev.dbagent.model.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a state is made of, and what is around it. Secrets among the settings are known only to
 * this package.
 */
public final class Ingredients {

  private final SortedMap<String, String> versions;
  private final SortedMap<String, String> settings;
  private final SortedMap<String, Secret> secrets;
  private final SortedMap<String, String> environment;
  private final SortedMap<String, FileContent> files;
  private final Redaction redaction;

  /**
   * Names what there is.
   *
   * @param versions of the agent, the engine and the libraries
   * @param settings of the project, in clear, under the names that users know
   * @param environment what else may matter and is no secret
   */
  public Ingredients(
      Map<String, String> versions,
      Map<String, String> settings,
      Map<String, String> environment,
      SourceFiles files) {
    this.versions = sorted(versions);
    this.environment = sorted(environment);
    SortedMap<String, Secret> hidden = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (SecretNames.isSecret(name, value)) {
            hidden.put(name, Secret.of(value));
          }
        });
    this.secrets = Collections.unmodifiableSortedMap(hidden);
    this.redaction = Redaction.of(hidden.values());
    SortedMap<String, String> shown = new TreeMap<>();
    settings.forEach(
        (name, value) ->
            shown.put(name, hidden.containsKey(name) ? Redaction.MASK : redaction.of(value)));
    this.settings = Collections.unmodifiableSortedMap(shown);
    SortedMap<String, FileContent> contents = new TreeMap<>(files.files());
    contents.replaceAll((path, content) -> content.redacted(redaction));
    this.files = Collections.unmodifiableSortedMap(contents);
  }

  public SortedMap<String, String> versions() {
    return versions;
  }

  /** With a mask for each secret. */
  public SortedMap<String, String> settings() {
    return settings;
  }

  public SortedMap<String, String> environment() {
    return environment;
  }

  /** By their paths as a user of the project writes them. */
  public SortedMap<String, FileContent> files() {
    return files;
  }

  /** Hides the secrets among the settings. */
  public Redaction redaction() {
    return redaction;
  }

  SortedMap<String, Secret> secrets() {
    return secrets;
  }

  private static SortedMap<String, String> sorted(Map<String, String> values) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
