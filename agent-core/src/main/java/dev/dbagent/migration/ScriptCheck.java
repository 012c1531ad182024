// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks into the scripts of a history for what Flyway would only tell when it is halfway. */
final class ScriptCheck {

  private final MigrationHistory history;
  private final Placeholders placeholders;

  ScriptCheck(MigrationHistory history) {
    this.history = history;
    this.placeholders = new Placeholders(history, Map.of());
  }

  /**
   * Does nothing if there is nothing to tell.
   *
   * @throws StageFailure for a placeholder without a value, or a script's setting that is refused
   */
  void check() {
    List<MigrationFile> settings =
        history.files().stream().filter(file -> file.kind() == Kind.SCRIPT_SETTINGS).toList();
    settings.forEach(this::checkSettings);
    List<MigrationFile> scripts = new ArrayList<>(settings);
    scripts.addAll(new ScriptsToRun(history).list());
    MissingValues missing = new MissingValues(placeholders);
    scripts.forEach(missing::lookIn);
    missing.check();
  }

  /** Their placeholders are replaced, too. */
  private void checkSettings(MigrationFile conf) {
    PlaceholderText text = placeholders.in(conf);
    if (text.placeholders().stream().allMatch(found -> found.value() != null)) {
      new ScriptSettings(conf.path(), conf.text()).check(text.replaced());
    }
  }
}
