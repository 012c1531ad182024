// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.outputs.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Generates jOOQ code from a verified database. Any number may run at once in one JVM, as long as
 * their target directories differ.
 */
public final class CodeGenerator {

  /** How the generation is called where it is one case among others. */
  public static final String CASE = "generated code";

  private final JooqLoader loader = new JooqLoader(CodeGenerator.class.getClassLoader());
  private final DatabaseServer server;
  private final GeneratorSettings settings;
  private final EarlierCode earlier;
  private final Progress progress;

  private CodeGenerator(
      DatabaseServer server, GeneratorSettings settings, EarlierCode earlier, Progress progress) {
    this.server = server;
    this.settings = settings;
    this.earlier = earlier;
    this.progress = progress;
  }

  /**
   * Brings the target directory up to date. It changes only when the whole generation went well,
   * and then only where the code differs.
   *
   * @param earlier code of which as much is used as possible, if it was generated with the same
   *     settings
   * @param origins tells where the scripts created a table or type
   * @throws StageFailure when jOOQ cannot use the settings, fails, logs an error, or leaves
   *     something out
   */
  public static GeneratedSources generate(
      DatabaseServer server,
      GeneratorSettings settings,
      EarlierCode earlier,
      Function<TableName, Optional<Place>> origins,
      Progress progress) {
    try {
      return new CodeGenerator(server, settings, earlier, progress).generate();
    } catch (StageFailure e) {
      throw NamedOrigin.placed(e, server, origins);
    }
  }

  private GeneratedSources generate() {
    progress.advanced(Stage.CODEGEN, 0, 1, CASE);
    GeneratorSchema schema = GeneratorSchema.of(loader);
    GeneratorXml xml = GeneratorXml.of(settings.generatorXml(), schema.namespace());
    schema.validate(xml.document());
    DatabaseClass.refuseOther(xml);
    SourceTree target = new SourceTree(settings.targetDirectory());
    try {
      Path staged = target.stage();
      try {
        Written written = write(xml, staged);
        CutFiles.refuse(staged, settings.targetDirectory());
        NameClashes.refuse(staged, written.taken().in(staged));
        return new GeneratedSources(
            JooqVersion.onClassPath(),
            written.tables(),
            written.taken().tables(),
            !written.isDoubtful(),
            target.replaceBy(staged));
      } catch (IOException e) {
        // Before the staged files go, and with them what filled the disk.
        throw unwritable(e);
      } finally {
        SourceTree.remove(staged);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * What jOOQ did.
   *
   * @param tables how many of the catalogue's it held
   * @param taken what it did without
   * @param warnings what it warned of
   */
  private record Written(int tables, TakenFiles taken, List<String> warnings) {

    boolean isDoubtful() {
      return warnings.stream().anyMatch(JooqLog::isDoubt);
    }
  }

  /** Some warnings may concern what was left out as well: then nothing is. */
  private Written write(GeneratorXml xml, Path staged) throws IOException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      new Completion(settings, progress).complete(xml, staged, connection.getMetaData());
    } catch (SQLException e) {
      throw refused(e);
    }
    SchemaSnapshot catalogue = server.snapshot();
    Written written = write(xml, catalogue, earlier);
    boolean doubtful = written.taken().tables() > 0 && written.isDoubtful();
    if (doubtful || !written.taken().areEnough()) {
      return write(xml, catalogue, EarlierCode.none());
    }
    written.taken().put(staged);
    return written;
  }

  private Written write(GeneratorXml xml, SchemaSnapshot catalogue, EarlierCode usable) {
    // For DAOs jOOQ wants to know the type of each table's key before it asks for any file.
    boolean namesDo = xml.texts("daos").allMatch("false"::equals);
    TakenFiles taken = new TakenFiles(usable, namesDo ? catalogue.relations() : List.of());
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      List<String> warnings = new ArrayList<>();
      Map<TableName, Optional<Set<String>>> held = run(xml, connection, taken, warnings);
      if (held == null) {
        progress.warned(
            "the generated code was not counted against the catalogue, because <database> names a"
                + " class of its own");
        return new Written(0, taken, warnings);
      }
      int tables = new Completeness(catalogue, xml, held, warnings).proved();
      return new Written(tables, taken, warnings);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private StageFailure refused(SQLException e) {
    return new StageFailure(
        FailureKind.GENERATION_FAILED,
        "the database refused jOOQ: " + server.faultOf(e).message(),
        null,
        server.faultOf(e),
        e);
  }

  private @Nullable Map<TableName, Optional<Set<String>>> run(
      GeneratorXml xml, Connection connection, TakenFiles taken, List<String> warnings) {
    try (JooqLog log = JooqLog.open()) {
      try {
        Map<TableName, Optional<Set<String>>> held =
            loader.asContext(
                () -> NeutralLocale.during(() -> jooq(taken).apply(xml.ascii(), connection)));
        refuseErrors(log);
        return held;
      } catch (CompletionException | LinkageError e) {
        throw failure(e, xml);
      } finally {
        warnings.addAll(log.warnings());
        warnings.forEach(warning -> progress.detail("jOOQ: " + warning));
      }
    }
  }

  @SuppressWarnings("unchecked") // The class is ours, only its loader is not: the types are known.
  private BiFunction<String, Connection, @Nullable Map<TableName, Optional<Set<String>>>> jooq(
      TakenFiles taken) {
    try {
      var constructor =
          loader.loadClass(JooqRun.class.getName()).getDeclaredConstructor(KnownCode.class);
      constructor.setAccessible(true);
      return (BiFunction<String, Connection, @Nullable Map<TableName, Optional<Set<String>>>>)
          constructor.newInstance(taken);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("jOOQ cannot be loaded", e);
    }
  }

  private void refuseErrors(JooqLog log) {
    LogRecord error = log.tellingError();
    if (error == null) {
      return;
    }
    Throwable thrown = error.getThrown();
    if (thrown != null) {
      DiskFullException.throwIfBehind(thrown, settings.targetDirectory(), "the generated code");
    }
    String cause = thrown == null ? "" : " (" + words(root(thrown)) + ")";
    String more = log.errors() > 1 ? ", and " + (log.errors() - 1) + " more" : "";
    throw new StageFailure(
        FailureKind.GENERATION_FAILED,
        "jOOQ logged an error: " + JooqLog.firstLine(error.getMessage()) + cause + more,
        thrown);
  }

  private StageFailure failure(Throwable e, GeneratorXml xml) {
    Optional<StageFailure> full = withoutRoom(e);
    if (full.isPresent()) {
      return full.get();
    }
    Throwable root = root(e);
    if (root instanceof ClassNotFoundException) {
      return new StageFailure(
          MissingClass.facts(String.valueOf(root.getMessage()).replace('/', '.'), xml), e);
    }
    return new StageFailure(
        FailureKind.GENERATION_FAILED, "jOOQ could not generate code: " + words(root), e);
  }

  private StageFailure unwritable(IOException e) {
    String why = "cannot write the generated code to " + settings.targetDirectory() + ": ";
    return withoutRoom(e)
        .orElseGet(
            () -> new StageFailure(FailureKind.GENERATION_FAILED, why + FileTrouble.words(e), e));
  }

  private Optional<StageFailure> withoutRoom(Throwable e) {
    return DiskFullException.failureBehind(e, settings.targetDirectory(), "the generated code");
  }

  /** Its message where that says more than its class; -X shows both. */
  private static String words(Throwable thrown) {
    String message = thrown.getMessage();
    boolean speaks = thrown instanceof RuntimeException && message != null;
    return JooqLog.firstLine(speaks ? String.valueOf(message) : thrown.toString());
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : root(cause);
  }
}
