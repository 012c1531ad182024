// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.RideRun.Landed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration that failed over rows of the seeds: which lines they come from.
 *
 * @param before the rows when the seeds came
 * @param landed where each row of a file was then
 */
record FailedRide(SeedSnapshot before, Map<SeedFile, List<Landed>> landed) {

  private static final int TOLD = 3;

  FailureFacts explain(StageFailure failure, DatabaseServer server, String historyTable) {
    FailureFacts facts = failure.facts().note(RideRun.IN_PLACE);
    SqlFault fault = failure.fault();
    if (fault == null || fault.table() == null) {
      return facts;
    }
    Map<String, @Nullable String> known = new LinkedHashMap<>(server.inquiry().key(fault));
    String column = fault.column();
    if (known.isEmpty() && column != null && fault.condition() == SqlCondition.NOT_NULL) {
      known.put(column, null);
    }
    Optional<TableRows> now = SeedSnapshot.of(server, historyTable).table(fault.table());
    if (known.isEmpty() || now.isEmpty()) {
      return facts;
    }
    for (Place place : places(now.get(), known)) {
      facts = facts.see(place, "the row comes from here");
    }
    return facts;
  }

  private List<Place> places(TableRows now, Map<String, @Nullable String> known) {
    Optional<TableRows> was = before.table(now.shape().id());
    if (was.isEmpty() || known.keySet().stream().anyMatch(name -> now.indexOf(name) < 0)) {
      return List.of();
    }
    RowMatch match = RowMatch.of(was.get(), now);
    List<Place> places = new ArrayList<>();
    landed.forEach(
        (file, rows) -> {
          if (file.table().equals(was.get().shape().name())) {
            for (Landed row : rows) {
              int index = match.after(row.index());
              if (index >= 0 && holds(now, index, known)) {
                places.add(placeOf(file, row, known));
              }
            }
          }
        });
    return places.stream().limit(TOLD).toList();
  }

  private static boolean holds(TableRows now, int index, Map<String, @Nullable String> known) {
    return known.entrySet().stream()
        .allMatch(
            entry ->
                Objects.equals(
                    now.rows().get(index).get(now.indexOf(entry.getKey())), entry.getValue()));
  }

  /** The value's if the column goes by the same name in the file, or else the row's. */
  private static Place placeOf(SeedFile file, Landed row, Map<String, @Nullable String> known) {
    return known.keySet().stream()
        .map(name -> row.row().columns().indexOf(name))
        .filter(field -> field >= 0)
        .findFirst()
        .map(field -> file.placeOf(row.row().place(), field))
        .orElse(row.row().place());
  }
}
