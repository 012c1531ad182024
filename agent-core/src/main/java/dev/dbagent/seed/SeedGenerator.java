// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.model.Count;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.fake.FakeRows;
import dev.dbagent.seed.fake.FakeTable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes seed files with made-up rows, for tables that have none yet. */
public final class SeedGenerator {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final SchemaSnapshot schema;
  private final SeedSet seeds;
  private final SeedSettings settings;

  /**
   * @param schema what stands in the database
   * @param seeds those that are there already
   */
  public SeedGenerator(SchemaSnapshot schema, SeedSet seeds, SeedSettings settings) {
    this.schema = schema;
    this.seeds = seeds;
    this.settings = settings;
  }

  /**
   * Makes up rows and writes them, a CSV file for each table, once there are rows for all.
   *
   * @param server with the seeds that are there; it is left as it is
   * @param tables as {@code [schema.]table}, spelled as in the catalogue
   * @param rows how many each table gets
   * @return a line for each file, for people
   * @throws StageFailure when a table is unknown or has a seed file already, when no rows can be
   *     made that the constraints allow, or when a file cannot be written
   */
  public List<String> generate(DatabaseServer server, List<String> tables, int rows) {
    List<Relation> relations = tables.stream().map(this::relation).toList();
    relations.forEach(this::refuseSeeded);
    List<FakeTable> made;
    try (RowTrial trial = server.beginTrial()) {
      made = FakeRows.of(trial, relations, rows);
    }
    List<String> told = new ArrayList<>();
    for (FakeTable table : made) {
      Path file = file(table.table());
      write(file, csv(table));
      told.add(shown(file) + ": " + Count.of(table.rows().size(), "row"));
    }
    return told;
  }

  private Relation relation(String name) {
    int dot = name.indexOf('.');
    TableName table =
        dot < 0
            ? new TableName(settings.defaultSchema(), name)
            : new TableName(name.substring(0, dot), name.substring(dot + 1));
    return schema
        .relation(table)
        .filter(relation -> relation.kind().holdsRows())
        .orElseThrow(() -> unknown(table));
  }

  private StageFailure unknown(TableName table) {
    List<String> names =
        schema.relations().stream()
            .filter(relation -> relation.kind().holdsRows())
            .map(relation -> relation.name().toString())
            .toList();
    return new StageFailure(
        FailureFacts.of(
            FailureKind.SEED_TABLE_UNKNOWN,
            "there is no table " + table + NearestName.question(table.toString(), names)),
        null);
  }

  private void refuseSeeded(Relation relation) {
    for (SeedFile seed : seeds.files()) {
      if (seed.table().equals(relation.name())) {
        throw new StageFailure(
            FailureFacts.of(
                    FailureKind.SEED_TABLE_CLAIMED_TWICE,
                    relation.name() + " has a seed file already, which is not overwritten")
                .at(Place.file(seed.path()))
                .note("Delete the file to have rows made up for this table."),
            null);
      }
    }
  }

  private Path file(TableName table) {
    String prefix = table.schema().equals(settings.defaultSchema()) ? "" : table.schema() + ".";
    return settings
        .projectDirectory()
        .resolve(settings.seedDirectory())
        .resolve(prefix + table.name() + ".csv");
  }

  private String csv(FakeTable table) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(text)) {
      csv.writeRecord(table.columns());
      table.rows().stream().sorted(byKey(table)).forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return text.toString();
  }

  private Comparator<List<@Nullable String>> byKey(FakeTable table) {
    List<Integer> fields =
        schema.relation(table.table()).stream()
            .flatMap(relation -> relation.constraints().stream())
            .filter(constraint -> constraint.kind() == ConstraintKind.PRIMARY_KEY)
            .map(Constraint::columns)
            .flatMap(List::stream)
            .map(table.columns()::indexOf)
            .toList();
    return (one, other) -> {
      for (int field : fields) {
        int order = compare(String.valueOf(one.get(field)), String.valueOf(other.get(field)));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  /** Numbers by their size, all else by code point. */
  private static int compare(String one, String other) {
    return WHOLE_NUMBER.matcher(one).matches() && WHOLE_NUMBER.matcher(other).matches()
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareTo(other);
  }

  private void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new StageFailure(
          FailureFacts.of(
                  FailureKind.SEED_UNREADABLE,
                  "the file cannot be written: " + FileTrouble.words(e))
              .at(Place.file(shown(file))),
          e);
    }
  }

  private String shown(Path file) {
    Path project = settings.projectDirectory().toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(project) ? project.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
