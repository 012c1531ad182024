// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.RowTrial;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Texts for nobody to read, which take no library. What must look like a pattern is taken from the
 * rows that are there.
 */
final class PlainTexts implements Texts {

  private static final int MOST = 20;

  private final RowTrial trial;

  PlainTexts(RowTrial trial) {
    this.trial = trial;
  }

  @Override
  public String of(Draw draw) {
    return draw.column() + " " + HexFormat.of().toHexDigits(draw.seed());
  }

  @Override
  public Optional<String> matching(String pattern, Draw draw) {
    List<List<String>> there = trial.present(draw.table(), List.of(draw.column()), MOST);
    return there.isEmpty() ? Optional.empty() : Optional.of(draw.oneOf(there).get(0));
  }
}
