// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.codegen.StagedCode.Written;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.outputs.SourceTree;
import dev.dbagent.process.ThrownElsewhere;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What jOOQ does in a generation: it writes into a staged folder, and that is judged.
 *
 * @param xml the user's settings; they are completed
 */
record Generation(
    JooqProcess jooq,
    GeneratorSettings settings,
    GeneratorXml xml,
    DatabaseServer server,
    Progress progress) {

  StagedCode staged(Supplier<SchemaSnapshot> catalogue, EarlierCode earlier) {
    Path target = settings.targetDirectory();
    try {
      Path folder = new SourceTree(target).stage();
      try {
        return new StagedCode(target, folder, write(catalogue, earlier, folder), earlier);
      } catch (RuntimeException e) {
        SourceTree.remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw StagedCode.unwritable(e, target);
    }
  }

  /** Some warnings may concern what was left out as well: then nothing is. */
  private Written write(Supplier<SchemaSnapshot> snapshot, EarlierCode earlier, Path staged) {
    Meanwhile<SchemaSnapshot> reading = new Meanwhile<>("the catalogue", snapshot);
    reading.begin();
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      new Completion(settings, progress).complete(xml, staged, connection.getMetaData());
    } catch (SQLException e) {
      throw refused(e);
    }
    SchemaSnapshot catalogue = reading.get();
    // For DAOs jOOQ wants to know the type of each table's key before it asks for any file.
    boolean namesDo = xml.texts("daos").allMatch("false"::equals);
    KnownTables known = KnownTables.of(earlier, namesDo ? catalogue.relations() : List.of());
    Written written = write(catalogue, known, staged);
    boolean doubtful = written.taken().tables() > 0 && written.isDoubtful();
    if (doubtful || !written.taken().areEnough()) {
      KnownTables nothing = KnownTables.of(EarlierCode.none(), List.of());
      return write(catalogue, nothing, staged);
    }
    return written;
  }

  private Written write(SchemaSnapshot catalogue, KnownTables known, Path staged) {
    JooqOrder order = JooqOrder.of(xml.ascii(), staged.toString(), server.address(), known);
    JooqReport report = jooq.run(order, line -> progress.detail("jOOQ's JVM: " + line));
    report.warnings().forEach(warning -> progress.detail("jOOQ: " + warning));
    refuseTrouble(report);
    Map<TableName, Optional<Set<String>>> held = report.held();
    if (held == null) {
      progress.warned(
          "the generated code was not counted against the catalogue, because <database> names a"
              + " class of its own");
      return new Written(0, report.taken(), report.warnings());
    }
    int tables = new Completeness(catalogue, xml, held, report.warnings()).proved();
    return new Written(tables, report.taken(), report.warnings());
  }

  private StageFailure refused(SQLException e) {
    return new StageFailure(
        FailureKind.GENERATION_FAILED,
        "the database refused jOOQ: " + server.faultOf(e).message(),
        null,
        server.faultOf(e),
        e);
  }

  private void refuseTrouble(JooqReport report) {
    ThrownElsewhere thrown = report.thrown();
    JooqReport.LoggedError error = report.error();
    ThrownElsewhere behind = thrown != null || error == null ? thrown : error.thrown();
    if (report.diskFull() && behind != null) {
      throw StagedCode.withoutRoom(behind, settings.targetDirectory());
    }
    if (thrown != null) {
      throw failure(thrown);
    }
    if (error != null) {
      String cause = behind == null ? "" : " (" + behind.root().words() + ")";
      String more = report.errors() > 1 ? ", and " + (report.errors() - 1) + " more" : "";
      throw new StageFailure(
          FailureKind.GENERATION_FAILED,
          "jOOQ logged an error: " + error.message() + cause + more,
          behind);
    }
  }

  private StageFailure failure(ThrownElsewhere thrown) {
    ThrownElsewhere root = thrown.root();
    return root.missingClass()
        .map(name -> new StageFailure(MissingClass.facts(name.replace('/', '.'), xml), thrown))
        .orElseGet(
            () ->
                new StageFailure(
                    FailureKind.GENERATION_FAILED,
                    "jOOQ could not generate code: " + root.words(),
                    thrown));
  }
}
