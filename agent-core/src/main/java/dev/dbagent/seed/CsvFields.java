// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Place;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the fields of one record begin. The parser does not tell, so the record's text is looked
 * through once more, when somebody wants to know.
 */
final class CsvFields {

  private final String file;
  private final List<Place> starts = new ArrayList<>();
  private int line;
  private int column = 1;
  private boolean quotedField;
  private boolean inQuotes;

  private CsvFields(String file, int line) {
    this.file = file;
    this.line = line;
  }

  /**
   * The start of each field, in order.
   *
   * @param text from the start of the record on
   * @param line of the record
   */
  static List<Place> of(Reader text, String file, int line) throws IOException {
    CsvFields fields = new CsvFields(file, line);
    fields.starts.add(fields.here());
    int before = 0;
    for (int c = text.read(); c >= 0 && !fields.endsAt(c); c = text.read()) {
      fields.take((char) c, before == '\r');
      before = c;
    }
    return fields.starts;
  }

  private boolean endsAt(int c) {
    return !inQuotes && (c == '\n' || c == '\r');
  }

  private void take(char c, boolean afterReturn) {
    if (c == '"' && (inQuotes || quotedField || here().equals(starts.get(starts.size() - 1)))) {
      inQuotes = !inQuotes;
      quotedField = true;
    }
    if (c == '\r' || (c == '\n' && !afterReturn)) {
      line++;
      column = 1;
    } else if (c != '\n' && !Character.isLowSurrogate(c)) {
      column++;
    }
    if (c == ',' && !inQuotes) {
      quotedField = false;
      starts.add(here());
    }
  }

  private Place here() {
    return new Place(file, line, column);
  }
}
