// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was thrown in another JVM, told without its class, which need not exist here: name, message,
 * stack and causes.
 */
public final class ThrownElsewhere extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_CHAIN = 20;

  private final String words;
  private final @Nullable String missingClass;

  private ThrownElsewhere(Throwable thrown, @Nullable Throwable cause) {
    super(thrown.toString(), cause);
    setStackTrace(thrown.getStackTrace());
    String message = thrown.getMessage();
    boolean speaks = thrown instanceof RuntimeException && message != null;
    words = firstLine(speaks ? message : thrown.toString());
    missingClass = thrown instanceof ClassNotFoundException ? String.valueOf(message) : null;
  }

  /** Tells of it and of its causes. */
  public static ThrownElsewhere of(Throwable thrown) {
    return of(thrown, LONGEST_CHAIN);
  }

  private static ThrownElsewhere of(Throwable thrown, int longest) {
    Throwable cause = longest == 0 ? null : thrown.getCause();
    return new ThrownElsewhere(thrown, cause == null ? null : of(cause, longest - 1));
  }

  /** The first line of its message where that says more than its class; -X shows both. */
  public String words() {
    return words;
  }

  /** The name of a class that was not found. */
  public Optional<String> missingClass() {
    return Optional.ofNullable(missingClass);
  }

  /** Where it began. */
  public ThrownElsewhere root() {
    return getCause() instanceof ThrownElsewhere cause ? cause.root() : this;
  }

  /** The first line of a text, with the padding that some libraries put into it taken out. */
  public static String firstLine(@Nullable String text) {
    return String.valueOf(text).strip().lines().findFirst().orElse("").replaceAll("\\s+", " ");
  }
}
