// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.baseline.BaselineMigrationConfigurationExtension;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Says to Flyway what a project set. The two settings that Flyway keeps in extensions are set by
 * their public classes: by name they would need a JSON library of two megabytes on the class path.
 */
final class FlywayConfiguration {

  private FlywayConfiguration() {}

  /**
   * A configuration that reads no file, no environment variable and no class path of its own.
   *
   * @throws StageFailure with {@link FailureKind#SETTING_REJECTED} when Flyway refuses a value
   */
  static FluentConfiguration of(MigrationHistory history, DataSource dataSource) {
    MigrationSettings settings = history.settings();
    FluentConfiguration flyway = Flyway.configure(settings.classLoader());
    try {
      flyway.configuration(passedOn(settings.flyway()));
    } catch (FlywayException e) {
      throw rejected(reason(e).replace("flyway.", ""), e);
    }
    check(flyway);
    setExtensions(flyway, settings.flyway());
    return flyway
        .loggers("console")
        .resourceProvider(new HistoryResources(history))
        .javaMigrationClassProvider(history.javaMigrations())
        .dataSource(dataSource);
  }

  private static Map<String, String> passedOn(Map<String, String> settings) {
    Map<String, String> passedOn = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (SettingNames.isPassedOn(name)) {
            passedOn.put("flyway." + name, value);
          }
        });
    return passedOn;
  }

  private static void setExtensions(FluentConfiguration flyway, Map<String, String> settings) {
    PostgreSQLConfigurationExtension postgres =
        Objects.requireNonNull(
            flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class));
    // Under the transactional lock CREATE INDEX CONCURRENTLY waits for ever for Flyway itself.
    postgres.setTransactionalLock(false);
    String prefix = settings.get(SettingNames.BASELINE_MIGRATION_PREFIX);
    if (prefix != null) {
      Objects.requireNonNull(
              flyway.getConfigurationExtension(BaselineMigrationConfigurationExtension.class))
          .setBaselineMigrationPrefix(prefix);
    }
  }

  /** Flyway looks at some values only when it needs them; this looks at once. */
  private static void check(Configuration flyway) {
    Map<String, Consumer<Configuration>> readers = new LinkedHashMap<>();
    readers.put("target", Configuration::getTarget);
    readers.put("baselineVersion", Configuration::getBaselineVersion);
    readers.put("encoding", Configuration::getEncoding);
    readers.put("ignoreMigrationPatterns", Configuration::getIgnoreMigrationPatterns);
    readers.put("callbacks", Configuration::getCallbacks);
    readers.put("resolvers", Configuration::getResolvers);
    readers.forEach(
        (name, reader) -> {
          try {
            reader.accept(flyway);
          } catch (RuntimeException e) {
            throw rejected(name + " is rejected: " + reason(e), e);
          }
        });
  }

  private static String reason(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static StageFailure rejected(String sentence, RuntimeException e) {
    return new StageFailure(FailureKind.SETTING_REJECTED, sentence, e);
  }
}
