// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the line ends of a script do not matter: Flyway's checksum ignores them, and the
 * server takes them for space, except where they are part of a value. A script that a checkout on
 * Windows has given carriage returns is then the same script. In doubt it is not.
 */
final class LineEnds {

  /** Charsets in which these two bytes are always these two characters. */
  private static final Set<Charset> PLAIN =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII, StandardCharsets.ISO_8859_1);

  /** With it a statement can read itself. */
  private static final String READS_ITSELF = "current_query";

  private LineEnds() {}

  /**
   * The content with line feeds for all line ends, if that is the same to Flyway and to the server;
   * else the content as it is.
   *
   * @param charset in which the content is read; null when it is no text
   */
  static byte[] unified(byte[] content, @Nullable Charset charset) {
    byte[] unified = withoutReturns(content);
    boolean same = unified.length == content.length;
    return same || charset == null || !PLAIN.contains(charset) || matterIn(content, charset)
        ? content
        : unified;
  }

  private static boolean matterIn(byte[] content, Charset charset) {
    String text = MigrationFile.text(content, charset);
    SqlText sql = new SqlText(text);
    return sql.unfinished().isPresent()
        || text.toLowerCase(Locale.ROOT).contains(READS_ITSELF)
        || sql.literals().stream().anyMatch(literal -> literal.text().indexOf('\r') >= 0)
        || sql.names().stream().anyMatch(name -> name.name().indexOf('\r') >= 0)
        || sql.statements().stream().anyMatch(statement -> statement.rows().isPresent());
  }

  private static byte[] withoutReturns(byte[] content) {
    if (new String(content, StandardCharsets.ISO_8859_1).indexOf('\r') < 0) {
      return content;
    }
    ByteArrayOutputStream unified = new ByteArrayOutputStream(content.length);
    for (int i = 0; i < content.length; i++) {
      boolean pair = content[i] == '\r' && i + 1 < content.length && content[i + 1] == '\n';
      if (!pair) {
        unified.write(content[i]);
      }
    }
    return unified.toByteArray();
  }
}
