// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Generates jOOQ code from a verified database, once. Any number may be at work at once in one JVM,
 * as long as their target directories differ.
 */
public final class CodeGenerator implements AutoCloseable {

  /** How the generation is called where it is one case among others. */
  public static final String CASE = "generated code";

  private final GeneratorSettings settings;
  private final JooqSpare spare;
  private final Path archives;
  private final Notes notes = new Notes();
  private final Meanwhile<GeneratorXml> xml;
  private @Nullable Meanwhile<Optional<StagedCode>> ahead;
  private volatile @Nullable JooqProcess jooq;

  private CodeGenerator(
      GeneratorSettings settings, JooqSpare spare, Path archives, boolean areProved) {
    this.settings = settings;
    this.spare = spare;
    this.archives = archives;
    this.xml = new Meanwhile<>("jOOQ's settings", () -> read(settings, areProved));
  }

  /**
   * Begins to get ready, which takes a while that can be used for something else: for the start of
   * the server, for example.
   *
   * @param spare where its JVM comes from
   * @param archives a folder for what makes the next generations on this machine quicker
   * @param areProved whether the same jOOQ has generated code by these settings before: then its
   *     schema is not asked again, which takes a tenth of a second
   */
  public static CodeGenerator begin(
      GeneratorSettings settings, JooqSpare spare, Path archives, boolean areProved) {
    CodeGenerator generator = new CodeGenerator(settings, spare, archives, areProved);
    spare.begin(archives);
    generator.xml.begin();
    return generator;
  }

  private static GeneratorXml read(GeneratorSettings settings, boolean areProved) {
    GeneratorSchema schema = GeneratorSchema.of(CodeGenerator.class.getClassLoader());
    GeneratorXml xml = GeneratorXml.of(settings.generatorXml(), schema.namespace());
    if (!areProved) {
      schema.validate(xml.document());
    }
    DatabaseClass.refuseOther(xml);
    // What it takes to write it is loaded while there is time.
    String unused = xml.ascii();
    return xml;
  }

  /** Whether these are the settings that it generates by. */
  public boolean isBy(GeneratorSettings wanted) {
    return settings.equals(wanted);
  }

  /** Whether {@link #writeAhead} was asked for, and {@link #generate} not yet. */
  public boolean isWritingAhead() {
    return ahead != null;
  }

  /**
   * Lets jOOQ write beside something else; what comes of it, good or bad, {@link #generate} tells.
   * The target directory does not change before that.
   *
   * @param server the one that {@link #generate} will get; nothing when it does not start
   * @param catalogue of it
   * @param earlier as for {@link #generate}
   */
  public void writeAhead(
      Supplier<Optional<DatabaseServer>> server,
      SchemaSnapshot catalogue,
      Supplier<EarlierCode> earlier) {
    Meanwhile<Optional<StagedCode>> writing =
        new Meanwhile<>(
            "jOOQ ahead",
            () -> {
              // While the server starts.
              EarlierCode found = earlier.get();
              return server.get().map(started -> write(started, () -> catalogue, found));
            });
    ahead = writing;
    writing.begin();
  }

  private StagedCode write(
      DatabaseServer server, Supplier<SchemaSnapshot> catalogue, EarlierCode earlier) {
    JooqProcess taken = spare.take(archives);
    jooq = taken;
    return new Generation(taken, settings, xml.get(), server, notes).staged(catalogue, earlier);
  }

  /**
   * Brings the target directory up to date. It changes only when the whole generation went well,
   * and then only where the code differs. To be asked once.
   *
   * @param earlier code of which as much is used as possible, if it was generated with the same
   *     settings
   * @param origins tells where the scripts created a table or type
   * @throws StageFailure when there is no JVM to be had, or jOOQ cannot use the settings, fails,
   *     logs an error, or leaves something out
   */
  public GeneratedSources generate(
      DatabaseServer server,
      Supplier<EarlierCode> earlier,
      Function<TableName, Optional<Place>> origins,
      Progress progress) {
    progress.advanced(Stage.CODEGEN, 0, 1, CASE);
    notes.tellTo(progress);
    try (StagedCode staged =
        writtenAhead().orElseGet(() -> write(server, server::snapshot, earlier.get()))) {
      return staged.put();
    } catch (StageFailure e) {
      throw NamedOrigin.placed(e, server, origins);
    }
  }

  private Optional<StagedCode> writtenAhead() {
    Meanwhile<Optional<StagedCode>> writing = ahead;
    ahead = null;
    return writing == null ? Optional.empty() : writing.get();
  }

  /** What was written ahead for nothing goes; that is soonest when its server is gone. */
  @Override
  public void close() {
    try {
      writtenAhead().ifPresent(StagedCode::close);
    } catch (StageFailure e) {
      // Nothing was staged, and nobody is interested why.
    } finally {
      JooqProcess taken = jooq;
      if (taken != null) {
        taken.close();
      }
    }
  }
}
