// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.io.Reader;
import java.util.function.Consumer;
import org.flywaydb.core.api.resource.LoadableResource;

/** A file of the history as Flyway sees it; its paths are those that a user writes. */
final class HistoryResource extends LoadableResource {

  private final MigrationFile file;
  private final Consumer<MigrationFile> reading;

  /**
   * @param reading told whenever somebody begins to read the file
   */
  HistoryResource(MigrationFile file, Consumer<MigrationFile> reading) {
    this.file = file;
    this.reading = reading;
  }

  MigrationFile file() {
    return file;
  }

  @Override
  public Reader read() {
    reading.accept(file);
    return new EndingReader(file.text());
  }

  @Override
  public String getAbsolutePath() {
    return file.path();
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return file.path();
  }

  @Override
  public String getFilename() {
    return file.fileName();
  }

  @Override
  public String getRelativePath() {
    return file.script();
  }
}
