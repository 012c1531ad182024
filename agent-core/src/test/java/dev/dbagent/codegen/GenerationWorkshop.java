// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.postgres.sql.CatalogReader;
import dev.dbagent.engine.postgres.sql.OutlineReader;
import dev.dbagent.model.Checksum;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.TableName;
import dev.dbagent.outputs.SourceTree;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Generates code again and again from one transaction, so that changes can be tried and taken back.
 * What is loaded is loaded once.
 */
final class GenerationWorkshop implements AutoCloseable {

  private final JooqLoader loader = new JooqLoader(GenerationWorkshop.class.getClassLoader());
  private final Constructor<?> run;
  private final DatabaseServer server = RealEngine.start();
  private final Connection connection;
  private final Path folder;
  private final @Nullable String settings;

  /**
   * Code as it came out.
   *
   * @param files by their paths
   * @param taken how many tables were not generated
   * @param warnings of jOOQ
   */
  record Code(
      CatalogueOutline outline, SortedMap<String, String> files, int taken, List<String> warnings) {

    boolean isDoubtful() {
      return warnings.stream().anyMatch(JooqLog::isDoubt);
    }

    /** As earlier code for another catalogue. */
    EarlierCode since(CatalogueOutline now) {
      Set<TableName> untouched = now.untouchedSince(outline);
      return new EarlierCode() {
        @Override
        public Set<TableName> tables() {
          return untouched;
        }

        @Override
        public Map<String, String> files() {
          Map<String, String> checksums = new HashMap<>();
          files.forEach(
              (file, text) ->
                  checksums.put(file, Checksum.of(text.getBytes(StandardCharsets.UTF_8))));
          return checksums;
        }

        @Override
        public void put(Set<String> wanted, Path sourceRoot) throws IOException {
          for (String file : wanted) {
            Path target = sourceRoot.resolve(file);
            Files.createDirectories(target.resolveSibling(""));
            Files.writeString(target, String.valueOf(files.get(file)));
          }
        }
      };
    }
  }

  GenerationWorkshop(Path folder, @Nullable String settings) throws Exception {
    this.folder = folder;
    this.settings = settings;
    this.run =
        loader
            .loadClass(JooqRun.class.getName())
            .getDeclaredConstructor(KnownCode.class, Consumer.class);
    run.setAccessible(true);
    connection = server.dataSource(SessionLimits.NONE).getConnection();
    connection.setAutoCommit(false);
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whether the database took it; if not, it is as before. */
  boolean tries(String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      execute(sql);
      return true;
    } catch (SQLException e) {
      connection.rollback(before);
      return false;
    }
  }

  Savepoint mark() throws SQLException {
    return connection.setSavepoint();
  }

  void back(Savepoint mark) throws SQLException {
    connection.rollback(mark);
  }

  CatalogueOutline outline() throws SQLException {
    return OutlineReader.read(connection);
  }

  Code fresh() throws Exception {
    return generate(outline(), EarlierCode.none());
  }

  Code from(Code earlier) throws Exception {
    CatalogueOutline now = outline();
    return generate(now, earlier.since(now));
  }

  private Code generate(CatalogueOutline outline, EarlierCode earlier) throws Exception {
    Path staged = Files.createTempDirectory(folder, "code");
    TakenFiles taken = new TakenFiles(KnownTables.of(earlier, relations()));
    List<String> warnings = run(xml(staged), taken);
    if (!taken.areEnough()) {
      return generate(outline, EarlierCode.none());
    }
    earlier.put(taken.files(), staged);
    SortedMap<String, String> files = files(staged);
    SourceTree.remove(staged);
    return new Code(outline, files, taken.tables(), warnings);
  }

  /** What is not committed only this session sees. */
  private List<Relation> relations() throws SQLException {
    List<Relation> relations = CatalogReader.read(connection).relations();
    execute("RESET search_path");
    return settings != null && settings.contains("<daos>") ? List.of() : relations;
  }

  private String xml(Path staged) throws SQLException {
    GeneratorSchema schema = GeneratorSchema.of(loader);
    GeneratorXml xml = GeneratorXml.of(settings, schema.namespace());
    new Completion(
            new GeneratorSettings(staged, "com.acme", settings, "flyway_schema_history"),
            Progress.silent())
        .complete(xml, staged, connection.getMetaData());
    return xml.ascii();
  }

  @SuppressWarnings("unchecked") // The class is ours, only its loader is not.
  private List<String> run(String xml, TakenFiles taken) throws ReflectiveOperationException {
    var jooq =
        (BiFunction<String, Connection, @Nullable Map<TableName, Optional<Set<String>>>>)
            run.newInstance(taken, (Consumer<List<TableName>>) tables -> {});
    try (JooqLog log = JooqLog.open()) {
      loader.asContext(() -> jooq.apply(xml, connection));
      if (log.errors() > 0) {
        throw new IllegalStateException(String.valueOf(log.tellingError()));
      }
      return log.warnings();
    }
  }

  private static SortedMap<String, String> files(Path root) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            root.relativize(file).toString().replace('\\', '/'),
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    server.close();
  }
}
