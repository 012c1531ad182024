// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;

/**
 * What went wrong, where, and what to do about it.
 *
 * @param entry what the catalogue says of this kind of failure
 * @param facts what is known of this one
 */
public record Diagnosis(CatalogueEntry entry, FailureFacts facts) {

  /** Stable, for example {@code DBA-M006}. */
  public String code() {
    return entry.code();
  }

  public String title() {
    return entry.title();
  }

  /** What a person does next, with settings named as their users know them. */
  public String remedy(Wording wording) {
    return entry.remedy(wording);
  }

  /** The answer in one line: place, message, code, SQLSTATE and its name. */
  public String headline() {
    StringBuilder line = new StringBuilder();
    Place place = facts.place();
    if (place != null) {
      // A file's name may hold a line end.
      line.append(place.toString().replaceAll("\\p{Cntrl}", "?")).append(": ");
    }
    line.append(facts.message()).append(" [").append(code());
    SqlFault fault = facts.fault();
    if (fault != null && !fault.sqlState().isEmpty()) {
      line.append(", SQLSTATE ").append((fault.sqlState() + " " + fault.conditionName()).strip());
    }
    return line.append("]").toString();
  }
}
