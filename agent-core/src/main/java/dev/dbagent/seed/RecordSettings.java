// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.DatabaseAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are written into seed files, and from where: what scripts add to a database of the
 * agent, or what another database holds.
 *
 * @param scripts files of SQL, in the order in which they run; relative to the project
 * @param database another database; null for none
 * @param isForeignAllowed whether another database may be read at all
 * @param tables those to record, as {@code [schema.]table}; empty for all
 * @param allowedSecrets columns whose values may look like secrets, as {@code
 *     [schema.]table.column}
 */
public record RecordSettings(
    List<String> scripts,
    @Nullable DatabaseAddress database,
    boolean isForeignAllowed,
    List<String> tables,
    List<String> allowedSecrets) {

  public RecordSettings {
    scripts = List.copyOf(scripts);
    tables = List.copyOf(tables);
    allowedSecrets = List.copyOf(allowedSecrets);
  }
}
