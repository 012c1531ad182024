// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes a stream of any length until something in it cannot be; good for one use. */
final class TextScan {

  private static final int BUFFER = 1 << 13;
  private static final int UTF_16_MARK = 0xFEFF;
  private static final int UTF_16_MARK_REVERSED = 0xFFFE;

  private final CharsetDecoder decoder;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteBuffer in = ByteBuffer.wrap(buffer);
  private final CharBuffer out = CharBuffer.allocate(BUFFER);
  private boolean marked;
  private boolean begun;
  private boolean afterReturn;
  private int line = 1;
  private int column = 1;

  TextScan(Charset charset) {
    decoder = charset.newDecoder();
  }

  Optional<BadBytes> run(InputStream bytes) throws IOException {
    boolean first = true;
    boolean ended = false;
    while (!ended) {
      int read = bytes.readNBytes(buffer, in.position(), in.remaining());
      ended = read < in.remaining();
      in.position(in.position() + read).flip();
      if (first) {
        marked = in.limit() > 1 && isMark(in.getShort(0));
        first = false;
      }
      CoderResult result = decode(ended);
      if (result.isError()) {
        int at = in.position();
        String hex = HexFormat.of().withUpperCase().formatHex(buffer, at, at + result.length());
        return Optional.of(new BadBytes(line, column, hex, marked));
      }
      in.compact();
    }
    return Optional.empty();
  }

  private CoderResult decode(boolean ended) {
    CoderResult result;
    do {
      result = decoder.decode(in, out, ended);
      out.flip();
      while (out.hasRemaining()) {
        count(out.get());
      }
      out.clear();
    } while (result.isOverflow());
    return result;
  }

  private void count(char c) {
    boolean secondOfLineEnd = afterReturn && c == '\n';
    boolean mark = !begun && c == UTF_16_MARK;
    if (!secondOfLineEnd && (c == '\n' || c == '\r')) {
      line++;
      column = 1;
    } else if (!secondOfLineEnd && !mark && !Character.isLowSurrogate(c)) {
      column++;
    }
    afterReturn = c == '\r';
    begun = true;
  }

  private static boolean isMark(short firstTwo) {
    int mark = Short.toUnsignedInt(firstTwo);
    return mark == UTF_16_MARK || mark == UTF_16_MARK_REVERSED;
  }
}
