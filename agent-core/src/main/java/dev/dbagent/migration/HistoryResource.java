// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.io.Reader;
import org.flywaydb.core.api.resource.LoadableResource;

/** A file of the history as Flyway sees it; its paths are those that a user writes. */
final class HistoryResource extends LoadableResource {

  private final MigrationFile file;

  HistoryResource(MigrationFile file) {
    this.file = file;
  }

  MigrationFile file() {
    return file;
  }

  @Override
  public Reader read() {
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
