// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;

/**
 * A script that can be read to its end only so often: for the rows of a COPY Flyway 13 looks for
 * the line that ends them for ever, in a file that has none.
 */
final class EndingReader extends FilterReader {

  /** Far more often than a parser asks that understands the answer. */
  private static final int PATIENCE = 10_000;

  private int ends;

  EndingReader(String text) {
    super(new StringReader(text));
  }

  @Override
  public int read() throws IOException {
    return counted(super.read());
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    return counted(super.read(buffer, offset, length));
  }

  private int counted(int result) throws IOException {
    if (result < 0 && ++ends > PATIENCE) {
      throw new IOException("The rows of a COPY end with a line of \\. alone, which is missing.");
    }
    return result;
  }
}
