// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a file held: its digest, and its bytes too unless they are many or no text. */
public final class FileContent {

  private static final int LOOKED_AT = 8000;

  private final String sha256;
  private final byte @Nullable [] bytes;

  FileContent(String sha256, byte @Nullable [] bytes) {
    this.sha256 = sha256;
    this.bytes = bytes;
  }

  /**
   * Reads a file once.
   *
   * @param most how many bytes may be kept
   */
  static FileContent read(Path file, long most) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    boolean small = Files.size(file) <= most;
    byte[] content = null;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      if (small) {
        content = in.readNBytes((int) most);
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    boolean kept = content != null && content.length <= most && isText(content);
    return new FileContent(HexFormat.of().formatHex(digest.digest()), kept ? content : null);
  }

  /** Of the whole file as it lies on the disk, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  byte @Nullable [] bytes() {
    return bytes;
  }

  /** How many bytes are kept. */
  int kept() {
    return bytes == null ? 0 : bytes.length;
  }

  /** The same file without what must not be shown; the digest stays that of the file. */
  FileContent redacted(Redaction redaction) {
    return bytes == null ? this : new FileContent(sha256, redaction.of(bytes));
  }

  /** No text has a zero byte, but for UTF-16, which has a byte order mark. */
  private static boolean isText(byte[] content) {
    for (int i = 0; i < Math.min(content.length, LOOKED_AT); i++) {
      if (content[i] == 0) {
        return FileText.hasUtf16Mark(content);
      }
    }
    return true;
  }
}
