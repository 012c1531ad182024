// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Generates jOOQ code from a verified database. Any number may be at work at once in one JVM, as
 * long as their target directories differ.
 */
public final class CodeGenerator implements AutoCloseable {

  /** How the generation is called where it is one case among others. */
  public static final String CASE = "generated code";

  private final JooqProcess jooq;
  private final GeneratorSettings settings;
  private final Meanwhile<GeneratorXml> xml;
  private final Progress progress;

  private CodeGenerator(JooqProcess jooq, GeneratorSettings settings, Progress progress) {
    this.jooq = jooq;
    this.settings = settings;
    this.xml = new Meanwhile<>("jOOQ's settings", () -> checked(settings));
    this.progress = progress;
  }

  /**
   * Begins to get ready, which takes a while that can be used for something else: for the start of
   * the server, for example.
   *
   * @param spare where its JVM comes from
   * @param archives a folder for what makes the next generations on this machine quicker
   * @throws StageFailure when there is no JVM to be had
   */
  public static CodeGenerator begin(
      GeneratorSettings settings, JooqSpare spare, Path archives, Progress progress) {
    CodeGenerator generator =
        new CodeGenerator(taken(spare, archives, progress), settings, progress);
    generator.xml.begin();
    return generator;
  }

  private static JooqProcess taken(JooqSpare spare, Path archives, Progress progress) {
    try {
      return spare.take(archives);
    } catch (StageFailure e) {
      // It fails here, before it had its turn.
      tellTurn(progress);
      throw e;
    }
  }

  private static void tellTurn(Progress progress) {
    progress.advanced(Stage.CODEGEN, 0, 1, CASE);
  }

  private static GeneratorXml checked(GeneratorSettings settings) {
    GeneratorSchema schema = GeneratorSchema.of(CodeGenerator.class.getClassLoader());
    GeneratorXml xml = GeneratorXml.of(settings.generatorXml(), schema.namespace());
    schema.validate(xml.document());
    DatabaseClass.refuseOther(xml);
    return xml;
  }

  /**
   * Brings the target directory up to date. It changes only when the whole generation went well,
   * and then only where the code differs. To be asked once.
   *
   * @param earlier code of which as much is used as possible, if it was generated with the same
   *     settings
   * @param origins tells where the scripts created a table or type
   * @throws StageFailure when jOOQ cannot use the settings, fails, logs an error, or leaves
   *     something out
   */
  public GeneratedSources generate(
      DatabaseServer server, EarlierCode earlier, Function<TableName, Optional<Place>> origins) {
    tellTurn(progress);
    try {
      return new Generation(jooq, settings, xml.get(), server, progress).generate(earlier);
    } catch (StageFailure e) {
      throw NamedOrigin.placed(e, server, origins);
    }
  }

  @Override
  public void close() {
    jooq.close();
  }
}
