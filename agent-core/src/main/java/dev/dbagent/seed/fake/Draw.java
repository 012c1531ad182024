// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.model.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;

/**
 * One drawing of a value. Equal draws give equal values, on every machine and whatever else is
 * drawn: a column that is added changes no other.
 *
 * @param table the table
 * @param column the column
 * @param row the number of the row, from 1
 * @param attempt how many values were drawn for this row and column before, and refused
 */
record Draw(TableName table, String column, int row, int attempt) {

  /** What {@link Random} makes of a seed is specified, so it will be the same in ten years. */
  Random random() {
    return new Random(seed());
  }

  long seed() {
    return ByteBuffer.wrap(digest()).getLong();
  }

  /** One of several; there must be one. */
  <T> T oneOf(List<T> several) {
    return several.get(random().nextInt(several.size()));
  }

  byte[] digest() {
    String name =
        String.join(
            "\0",
            table.schema(),
            table.name(),
            column,
            String.valueOf(row),
            String.valueOf(attempt));
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
