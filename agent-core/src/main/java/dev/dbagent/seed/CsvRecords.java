// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells NULL and the empty string apart, which takes knowing whether a field was quoted. */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<CsvRecords.Line> {

  /**
   * A record.
   *
   * @param number the line it begins on, from 1
   */
  record Line(int number, List<@Nullable String> values) {}

  private List<@Nullable String> values = new ArrayList<>();
  private int width;

  /** The line on which the latest record begins. */
  int line() {
    return Math.toIntExact(Math.max(1, getStartingLineNumber()));
  }

  /** How many fields of the latest record were read. */
  int fields() {
    return values.size();
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    values = new ArrayList<>(width);
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    String value = new String(buffer, offset, length);
    if (!quoted && value.indexOf('"') >= 0) {
      throw new CsvParseException(
          "a quote stands within a field that is not quoted: " + Shown.value(value));
    }
    values.add(value.isEmpty() && !quoted ? null : value);
  }

  /** An empty line is a record of one empty field. */
  @Override
  protected void handleEmpty() {
    values.add(null);
  }

  @Override
  protected Line buildRecord() {
    width = values.size();
    return new Line(line(), Collections.unmodifiableList(values));
  }
}
