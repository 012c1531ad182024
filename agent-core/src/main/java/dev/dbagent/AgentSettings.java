// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StoreLimits;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.engine.postgres.CacheChoice;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Progress;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.SeedSettings;
import java.nio.file.Path;

/**
 * All that the agent is told, stage by stage.
 *
 * @param module whose database it is, as {@code groupId:artifactId:version}
 * @param outputDirectory where the handoff goes
 * @param engine which engine, and where it may keep things
 * @param migrations where the history is and how Flyway runs it
 * @param seeds where the seed data is
 * @param generator what jOOQ generates, and where to
 * @param failOn the least severity of a finding that keeps a state from being sealed
 * @param reports where reports go and how they speak
 * @param limits how many sealed states are kept
 */
public record AgentSettings(
    String module,
    Path outputDirectory,
    PostgresSettings engine,
    MigrationSettings migrations,
    SeedSettings seeds,
    GeneratorSettings generator,
    Finding.Severity failOn,
    ReportSettings reports,
    StoreLimits limits) {

  /** The same with other seeds. */
  AgentSettings with(SeedSettings others) {
    return new AgentSettings(
        module, outputDirectory, engine, migrations, others, generator, failOn, reports, limits);
  }

  /** The same with a cache folder that can be used, if there is any. */
  AgentSettings onUsableCache(Progress progress) {
    return new AgentSettings(
        module,
        outputDirectory,
        engine.withCacheDirectory(CacheChoice.of(engine.cacheDirectory(), progress)),
        migrations,
        seeds,
        generator,
        failOn,
        reports,
        limits);
  }
}
