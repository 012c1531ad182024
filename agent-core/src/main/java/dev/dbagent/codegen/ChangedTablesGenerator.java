// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.io.File;
import java.nio.file.Path;
import org.jooq.codegen.GeneratorStrategy.Mode;
import org.jooq.codegen.JavaGenerator;
import org.jooq.meta.SchemaDefinition;
import org.jooq.meta.TableDefinition;

/**
 * jOOQ's Java generator, which leaves out the files that its run has from an earlier one. Public
 * because jOOQ instantiates it by name. Where another version of jOOQ has no such method, what is
 * here is not called, and all is generated.
 */
public class ChangedTablesGenerator extends JavaGenerator {

  /** For jOOQ. */
  public ChangedTablesGenerator() {}

  @Override
  protected void generateTable(SchemaDefinition schema, TableDefinition table) {
    if (!isThere(table, Mode.DEFAULT)) {
      super.generateTable(schema, table);
    }
  }

  @Override
  protected void generateRecord(TableDefinition table) {
    if (!isThere(table, Mode.RECORD)) {
      super.generateRecord(table);
    }
  }

  @Override
  protected void generatePojo(TableDefinition table) {
    if (!isThere(table, Mode.POJO)) {
      super.generatePojo(table);
    }
  }

  @Override
  protected void generateInterface(TableDefinition table) {
    if (!isThere(table, Mode.INTERFACE)) {
      super.generateInterface(table);
    }
  }

  @Override
  protected void generateDao(TableDefinition table) {
    if (!isThere(table, Mode.DAO)) {
      super.generateDao(table);
    }
  }

  /** A function that returns a table is a table to jOOQ, but not in the catalogue. */
  private boolean isThere(TableDefinition table, Mode mode) {
    return !table.isTableValuedFunction()
        && table.getDatabase().getConnection() instanceof JooqRun.Recorded recorded
        && recorded
            .recorder()
            .known()
            .takes(new TableName(table.getSchema().getName(), table.getName()), path(table, mode));
  }

  private String path(TableDefinition table, Mode mode) {
    Path root = Path.of(getStrategy().getTargetDirectory()).toAbsolutePath().normalize();
    File file = getStrategy().getFile(table, mode);
    return root.relativize(file.toPath().toAbsolutePath().normalize())
        .toString()
        .replace(File.separatorChar, '/');
  }
}
