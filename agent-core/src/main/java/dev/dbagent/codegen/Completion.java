// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.Progress;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the agent adds to a user's generator element; it replaces nothing but the directory. */
final class Completion {

  private static final String JAVA = "org.jooq.codegen.JavaGenerator";

  private final GeneratorSettings settings;
  private final Progress progress;

  Completion(GeneratorSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  void complete(GeneratorXml xml, Path directory, DatabaseMetaData database) throws SQLException {
    if (xml.text("database", "name")
        .filter(name -> !name.equals(DatabaseClass.POSTGRES))
        .isEmpty()) {
      xml.set(RecordingDatabase.class.getName(), "database", "name");
    }
    if (xml.text("name").filter(name -> !name.equals(JAVA)).isEmpty()) {
      Class<?> generator =
          settings.seesTablesApart() ? BuiltInTypesGenerator.class : ChangedTablesGenerator.class;
      xml.set(generator.getName(), "name");
    }
    if (xml.texts("inputSchema").allMatch(String::isEmpty)) {
      userSchemas(database).forEach(xml::addInputSchema);
    }
    excludeHistory(xml);
    warnOfDirectory(xml);
    xml.set(directory.toString(), "target", "directory");
    xml.setIfAbsent(settings.defaultPackage(), "target", "packageName");
    xml.setIfAbsent("UTF-8", "target", "encoding");
    xml.setIfAbsent("en", "target", "locale");
  }

  /** Ours comes first: the user's expression may end in a comment. */
  private void excludeHistory(GeneratorXml xml) {
    String history = Pattern.quote(settings.historyTable());
    xml.set(
        xml.text("database", "excludes").map(own -> history + "|" + own).orElse(history),
        "database",
        "excludes");
  }

  private void warnOfDirectory(GeneratorXml xml) {
    xml.text("target", "directory")
        .filter(own -> !unified(settings.targetDirectory().toString()).endsWith(unified(own)))
        .ifPresent(
            own ->
                progress.warned(
                    "<directory>"
                        + own
                        + "</directory> in <generator> is ignored: the agent writes to "
                        + settings.targetDirectory()));
  }

  private static List<String> userSchemas(DatabaseMetaData database) throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (ResultSet rows = database.getSchemas()) {
      while (rows.next()) {
        String schema = rows.getString("TABLE_SCHEM");
        if (!schema.startsWith("pg_") && !schema.equals("information_schema")) {
          schemas.add(schema);
        }
      }
    }
    return schemas;
  }

  private static String unified(String path) {
    return path.replace('\\', '/').replaceAll("/+$", "");
  }
}
