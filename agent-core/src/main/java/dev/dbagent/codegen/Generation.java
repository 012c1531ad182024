// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One generation: what jOOQ writes is staged, judged, and only then put in place.
 *
 * @param xml the user's settings; they are completed
 */
record Generation(
    JooqProcess jooq,
    GeneratorSettings settings,
    GeneratorXml xml,
    DatabaseServer server,
    Progress progress) {

  private static final String WRITING = "the generated code";

  GeneratedSources generate(EarlierCode earlier) {
    SourceTree target = new SourceTree(settings.targetDirectory());
    try {
      Path staged = target.stage();
      try {
        Written written = write(earlier, staged);
        Set<String> standing = put(written.taken().files(), earlier, target, staged);
        CutFiles.refuse(staged, settings.targetDirectory());
        NameClashes.refuse(target.draft(staged, standing), written.taken().files());
        return new GeneratedSources(
            JooqVersion.onClassPath(),
            written.tables(),
            written.taken().tables(),
            !written.isDoubtful(),
            target.replaceBy(staged, standing));
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
  private record Written(int tables, Taken taken, List<String> warnings) {

    boolean isDoubtful() {
      return warnings.stream().anyMatch(JooqLog::isDoubt);
    }
  }

  /** Some warnings may concern what was left out as well: then nothing is. */
  private Written write(EarlierCode earlier, Path staged) throws IOException {
    Meanwhile<SchemaSnapshot> reading = new Meanwhile<>("the catalogue", server::snapshot);
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

  /** Stages what was taken of earlier code and returns what need not be staged. */
  private static Set<String> put(
      Set<String> taken, EarlierCode earlier, SourceTree target, Path staged) throws IOException {
    Map<String, String> missing = new HashMap<>(earlier.files());
    missing.keySet().retainAll(taken);
    Set<String> standing = target.standing(missing);
    missing.keySet().removeAll(standing);
    earlier.put(missing.keySet(), staged);
    return standing;
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
      throw DiskFullException.failure(behind, settings.targetDirectory(), WRITING);
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

  private StageFailure unwritable(IOException e) {
    String why = "cannot write the generated code to " + settings.targetDirectory() + ": ";
    return withoutRoom(e)
        .orElseGet(
            () -> new StageFailure(FailureKind.GENERATION_FAILED, why + FileTrouble.words(e), e));
  }

  private Optional<StageFailure> withoutRoom(Throwable e) {
    return DiskFullException.failureBehind(e, settings.targetDirectory(), WRITING);
  }
}
