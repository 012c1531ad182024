// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Which agent this is; a state made by another version has another name. */
final class AgentVersion {

  private static final String RESOURCE = "version.properties";

  /** The record at the end of a zip without a comment, and what stands where in it. */
  private static final int END = 22;

  private static final int SIZE_AT = 12;
  private static final int OFFSET_AT = 16;

  private static final String UNFINISHED = "-SNAPSHOT";

  private AgentVersion() {}

  /** Made when it is asked for first: to digest the directory of a jar takes a new JVM 2 ms. */
  private static final class Made {

    static final Fingerprint FINGERPRINT = made();

    private static Fingerprint made() {
      Fingerprint.Builder fingerprint = Fingerprint.of("agent");
      addTo(fingerprint);
      return fingerprint.build();
    }
  }

  /** As {@link #addTo}. */
  static Fingerprint fingerprint() {
    return Made.FINGERPRINT;
  }

  /**
   * Adds the version, and of one that is still being worked on also what distinguishes this build
   * of it from others.
   */
  static void addTo(Parts parts) {
    String version = current();
    parts.add("agent", version);
    if (version.endsWith(UNFINISHED)) {
      parts.add("code of the agent", contents());
    }
  }

  /** The directory at the end of the agent's jar: every file with its checksum. */
  private static byte[] contents() {
    try {
      Path code =
          Path.of(AgentVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(code)) {
        return new byte[0];
      }
      try (RandomAccessFile jar = new RandomAccessFile(code.toFile(), "r")) {
        byte[] end = new byte[END];
        jar.seek(jar.length() - END);
        jar.readFully(end);
        ByteBuffer directory = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
        byte[] contents = new byte[directory.getInt(SIZE_AT)];
        jar.seek(Integer.toUnsignedLong(directory.getInt(OFFSET_AT)));
        jar.readFully(contents);
        return contents;
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the agent's own jar cannot be read", e);
    }
  }

  static String current() {
    Properties properties = new Properties();
    try (InputStream in = AgentVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the agent's jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
