// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StoreLimits;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.handoff.HandedOff;
import dev.dbagent.handoff.MadeOf;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;
import dev.dbagent.provenance.Redaction;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.SeedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings with which a state was made, read back from the handoff that tells them: the other
 * direction of {@link Recipe}.
 */
final class HandedOnSettings {

  private static final String FLYWAY = "flyway.";

  private final HandedOff handedOff;
  private final Map<String, String> told;
  private final List<String> secrets;

  private HandedOnSettings(HandedOff handedOff, Map<String, String> told, List<String> secrets) {
    this.handedOff = handedOff;
    this.told = told;
    this.secrets = secrets;
  }

  /**
   * Completes what a handoff tells.
   *
   * @param given values of secrets, by the names of the settings; others are passed over
   * @throws StageFailure of kind STATE_NOT_REBUILDABLE when one is missing
   */
  static HandedOnSettings of(HandedOff handedOff, MadeOf madeOf, Map<String, String> given) {
    Map<String, String> told = new TreeMap<>(madeOf.settings());
    // Nothing is generated.
    told.remove("generator");
    List<String> secrets =
        told.entrySet().stream()
            .filter(setting -> setting.getValue().contains(Redaction.MASK))
            .map(Map.Entry::getKey)
            .toList();
    List<String> missing = secrets.stream().filter(name -> !given.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw withoutSecrets(handedOff, missing);
    }
    secrets.forEach(name -> told.put(name, given.get(name)));
    return new HandedOnSettings(handedOff, told, secrets);
  }

  private static StageFailure withoutSecrets(HandedOff handedOff, List<String> missing) {
    FailureFacts facts =
        FailureFacts.of(
                FailureKind.STATE_NOT_REBUILDABLE,
                "the state of module %s was made with secrets that are not in its jar: %s"
                    .formatted(handedOff.module(), String.join(", ", missing)))
            .suggest(new Setting(missing.get(0), "..."));
    return new StageFailure(facts, null);
  }

  /** The names of the settings whose values had to be given. */
  List<String> secrets() {
    return secrets;
  }

  /**
   * For a project that was put together again.
   *
   * @param folder for outputs that nobody needs
   * @param loader for the class path of that project
   */
  AgentSettings in(
      StateSources.Unpacked project,
      Path folder,
      ClassLoader loader,
      @Nullable Path cache,
      StoreLimits limits,
      Wording wording) {
    MigrationSettings migrations =
        new MigrationSettings(
            project.directory(),
            flyway(),
            told.containsKey("initScript") ? Path.of(text("initScript")) : null,
            Duration.ofSeconds(Long.parseLong(text("lockTimeout"))),
            Duration.ofSeconds(Long.parseLong(text("statementTimeout"))),
            project.classPath(),
            loader);
    return new AgentSettings(
        handedOff.module(),
        folder,
        engine(cache),
        migrations,
        new SeedSettings(
            project.directory(),
            Path.of(text("seedDirectory")),
            Stream.of(told.getOrDefault("seedProfiles", "").split(","))
                .filter(profile -> !profile.isEmpty())
                .toList(),
            migrations.defaultSchema(),
            severity("seedDrift"),
            Boolean.parseBoolean(text("adversarialRows"))),
        new GeneratorSettings(folder, "none", null, migrations.historyTable()),
        severity("failOn"),
        new ReportSettings(folder, "", wording, Map.of(), null),
        limits);
  }

  /** As it was said, if that still means the same, so that it is told in the same way. */
  private PostgresSettings engine(@Nullable Path cache) {
    String databaseName = text("databaseName");
    PostgresSettings exact = PostgresSettings.ofProduct(handedOff.engine(), cache, databaseName);
    PostgresSettings said = new PostgresSettings(text("postgresVersion"), cache, databaseName);
    try {
      return said.product().equals(handedOff.engine()) ? said : exact;
    } catch (StageFailure e) {
      // Whoever starts the engine tells of it.
      return exact;
    }
  }

  private Map<String, String> flyway() {
    Map<String, String> flyway = new TreeMap<>();
    told.forEach(
        (name, value) -> {
          if (name.startsWith(FLYWAY)) {
            flyway.put(name.substring(FLYWAY.length()), value);
          }
        });
    return flyway;
  }

  private Finding.Severity severity(String name) {
    return Finding.Severity.valueOf(text(name).toUpperCase(Locale.ROOT));
  }

  private String text(String name) {
    String value = told.get(name);
    if (value == null) {
      throw new StageFailure(
          FailureKind.STATE_NOT_REBUILDABLE,
          "the handoff of module " + handedOff.module() + " does not tell the setting " + name);
    }
    return value;
  }
}
