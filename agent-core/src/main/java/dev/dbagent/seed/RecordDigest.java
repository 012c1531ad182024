// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 over the header and the values, and the number of records. It is not over the bytes of
 * the file: line ends between records, a byte order mark and needless quotes differ from checkout
 * to checkout and load the same rows, whereas a line end inside a quoted field is a value and
 * counts.
 */
final class RecordDigest implements SeedFormat.Records {

  /** So many characters at least are digested at once. */
  private static final int GATHERED = 1 << 16;

  private final MessageDigest digest = Fingerprint.sha256();
  private final StringBuilder gathered = new StringBuilder();
  private long records;

  @Override
  public void header(Place place, List<String> columns) {
    update(columns);
  }

  @Override
  public void record(Place place, List<@Nullable String> values) {
    update(values);
    records++;
  }

  long records() {
    return records;
  }

  /** Ends the digest. */
  Fingerprint fingerprint() {
    flush();
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  /** Each value is preceded by its length, so that text cannot move from one to the next. */
  private void update(List<? extends @Nullable String> values) {
    gathered.append(values.size());
    for (@Nullable String value : values) {
      gathered.append(';');
      if (value != null) {
        gathered.append(value.length()).append(':').append(value);
      }
    }
    gathered.append('\n');
    if (gathered.length() >= GATHERED) {
      flush();
    }
  }

  private void flush() {
    digest.update(gathered.toString().getBytes(StandardCharsets.UTF_8));
    gathered.setLength(0);
  }
}
