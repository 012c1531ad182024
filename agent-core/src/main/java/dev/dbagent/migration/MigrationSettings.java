// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.ShownPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a project says about its migrations. Holding it loads nothing of Flyway.
 *
 * <p>Without a setting {@code locations} the files of {@code src/main/resources/db/migration} are
 * read. A relative {@code filesystem:} location starts at the project directory. A {@code
 * classpath:} location means the folder of that name under {@code src/main/resources}, because the
 * agent runs before resources are copied, and then whatever the class path has under it.
 *
 * @param projectDirectory where relative paths start; made absolute
 * @param flyway Flyway's own settings under their own names, without the prefix {@code flyway.}
 * @param initScript a file of SQL that runs once, before anything else, on the fresh database; a
 *     relative path starts at the project directory
 * @param lockTimeout the longest that a statement may wait for a lock; zero for no limit
 * @param statementTimeout the longest that a statement may run; zero for no limit
 * @param classPath jars and folders with Java migrations, callbacks and further SQL
 * @param classLoader loads from that class path, and sees the same Flyway as this class
 */
public record MigrationSettings(
    Path projectDirectory,
    Map<String, String> flyway,
    @Nullable Path initScript,
    Duration lockTimeout,
    Duration statementTimeout,
    List<Path> classPath,
    ClassLoader classLoader) {

  public MigrationSettings {
    projectDirectory = projectDirectory.toAbsolutePath().normalize();
    flyway = Collections.unmodifiableMap(new TreeMap<>(flyway));
    initScript = initScript == null ? null : projectDirectory.resolve(initScript).normalize();
    classPath = List.copyOf(classPath);
  }

  /** The schema that an unqualified name means: Flyway's default schema. */
  public String defaultSchema() {
    List<String> schemas = LocationReader.split(flyway.getOrDefault("schemas", ""));
    return flyway.getOrDefault("defaultSchema", schemas.isEmpty() ? "public" : schemas.get(0));
  }

  /** The unqualified name of Flyway's history table. */
  public String historyTable() {
    return flyway.getOrDefault("table", "flyway_schema_history");
  }

  /** The path as somebody who works in the project would write it, with forward slashes. */
  public String shown(Path path) {
    return ShownPath.of(path, projectDirectory);
  }
}
