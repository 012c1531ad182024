// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Fingerprint;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file of a history, with its content as it was when the history was read. */
public final class MigrationFile {

  /** What a file is to Flyway. */
  public enum Kind {
    VERSIONED,
    REPEATABLE,
    /** Stands for all versions up to its own. */
    BASELINE,
    /** A class; versioned if it has a version, repeatable if not. */
    JAVA,
    CALLBACK,
    /** Runs once before anything else; Flyway never sees it. */
    INIT_SCRIPT,
    /** Brings rows when the schema has a certain version; Flyway never sees it. */
    SEED_SCRIPT,
    /** The {@code .conf} beside a script. */
    SCRIPT_SETTINGS;

    /** Whether a row of the history table tells that it was applied. */
    public boolean isMigration() {
      return switch (this) {
        case CALLBACK, INIT_SCRIPT, SEED_SCRIPT, SCRIPT_SETTINGS -> false;
        default -> true;
      };
    }
  }

  private final Kind kind;
  private final @Nullable String version;
  private final List<BigInteger> comparableVersion;
  private final String description;
  private final String script;
  private final String path;
  private final byte[] content;
  private final Charset encoding;

  MigrationFile(MigrationName name, String script, String path, byte[] content, Charset encoding) {
    this.kind = name.kind();
    this.version = name.version();
    this.comparableVersion = version == null ? List.of() : MigrationName.comparable(version);
    this.description = name.description();
    this.script = script;
    this.path = path;
    this.content = content;
    this.encoding = encoding;
  }

  public Kind kind() {
    return kind;
  }

  /** The version with dots, as Flyway prints it; null for what has none. */
  public @Nullable String version() {
    return version;
  }

  /** As {@link MigrationName#comparable}; empty for what has none. */
  List<BigInteger> comparableVersion() {
    return comparableVersion;
  }

  /** What the name says, with spaces; empty when it says nothing. */
  public String description() {
    return description;
  }

  /** As the history table names it: the path within the location, or the class. */
  public String script() {
    return script;
  }

  /** The path as a user of the project writes it, or the class. */
  public String path() {
    return path;
  }

  /** Of the content, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return HexFormat.of().formatHex(Fingerprint.sha256().digest(content));
  }

  /** Equal for files of which a history may hold only one. */
  List<Object> step() {
    if (version != null) {
      return List.of(kind == Kind.BASELINE, comparableVersion);
    }
    return kind.isMigration() ? List.of("R", description) : List.of(kind, fileName());
  }

  String fileName() {
    return script.substring(script.lastIndexOf('/') + 1);
  }

  byte[] content() {
    return content;
  }

  /** Equal for files that do the same, whatever their line ends. */
  byte[] unifiedContent() {
    return LineEnds.unified(content, kind == Kind.JAVA ? null : encoding);
  }

  /** The content as characters, without a byte order mark. */
  String text() {
    return text(content, encoding);
  }

  /** As {@link #text()}; what cannot be decoded is shown as such. */
  static String text(byte[] content, Charset encoding) {
    String text = new String(content, encoding);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  @Override
  public String toString() {
    return path;
  }
}
