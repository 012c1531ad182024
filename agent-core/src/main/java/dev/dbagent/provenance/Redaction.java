// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Related;
import dev.dbagent.model.Secret;
import dev.dbagent.model.Setting;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what is told: every occurrence becomes a mask, also where SQL has doubled
 * its quotes and where only a line of a longer secret is left. Texts of fewer than four characters
 * are let through, because they would be found everywhere.
 */
public final class Redaction {

  /** What stands in place of a secret. */
  public static final String MASK = Secret.of("").toString();

  private static final int SHORTEST = 4;
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]{" + SHORTEST + ",})\"");
  private static final int SHORTEST_LINE = 12;

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  static Redaction of(Collection<Secret> secrets) {
    return new Redaction(
        secrets.stream()
            .map(Secret::reveal)
            .flatMap(text -> Stream.concat(Stream.of(text.strip()), linesOf(text)))
            .filter(text -> text.length() >= SHORTEST)
            .flatMap(text -> Stream.of(text, text.replace("'", "''")))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  private static Stream<String> linesOf(String text) {
    return text.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE);
  }

  public String of(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, MASK);
    }
    return QUOTED.matcher(redacted).replaceAll(m -> Matcher.quoteReplacement(unlessPart(m)));
  }

  /** A server that stumbles over a secret quotes the token where it stopped. */
  private String unlessPart(MatchResult quoted) {
    boolean part = secrets.stream().anyMatch(secret -> secret.contains(quoted.group(1)));
    return part ? "\"" + MASK + "\"" : quoted.group();
  }

  /** Whether a file may be shown as it is. */
  public boolean isHarmless(byte[] file) {
    return secrets.isEmpty() || Arrays.equals(of(file), file);
  }

  /** Of a text in UTF-8 or in an encoding that agrees with it on the secrets. */
  byte[] of(byte[] text) {
    // Every byte is one character here, so nothing but the secrets changes.
    String redacted = new String(text, StandardCharsets.ISO_8859_1);
    for (String secret : secrets) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      redacted = redacted.replace(new String(bytes, StandardCharsets.ISO_8859_1), MASK);
    }
    return redacted.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The same failure, and nothing in it or in its causes tells a secret. */
  public StageFailure of(StageFailure failure) {
    if (secrets.isEmpty()) {
      return failure;
    }
    StageFailure redacted = new StageFailure(of(failure.facts()), cause(failure.getCause()));
    redacted.setStackTrace(failure.getStackTrace());
    return redacted;
  }

  public FailureFacts of(FailureFacts facts) {
    return new FailureFacts(
        facts.kind(),
        of(facts.message()),
        facts.place(),
        excerpt(facts.excerpt()),
        fault(facts.fault()),
        facts.notes().stream().map(this::of).toList(),
        facts.related().stream().map(r -> new Related(r.place(), of(r.label()))).toList(),
        setting(facts.setting()),
        facts.edits().stream().filter(this::isHarmless).toList());
  }

  private @Nullable Excerpt excerpt(@Nullable Excerpt excerpt) {
    if (excerpt == null) {
      return null;
    }
    int marked = excerpt.line() - excerpt.firstLine();
    int caret = excerpt.caret();
    if (caret > 0 && marked >= 0 && marked < excerpt.lines().size()) {
      String line = excerpt.lines().get(marked);
      int before =
          line.offsetByCodePoints(0, Math.min(caret, line.codePointCount(0, line.length())));
      String redacted = of(line.substring(0, before));
      caret = redacted.codePointCount(0, redacted.length());
    }
    List<String> lines = excerpt.lines().stream().map(this::of).toList();
    return new Excerpt(excerpt.firstLine(), lines, excerpt.line(), caret);
  }

  private @Nullable SqlFault fault(@Nullable SqlFault fault) {
    if (fault == null) {
      return null;
    }
    SqlFault.InternalStatement internal = fault.internal();
    return new SqlFault(
        fault.sqlState(),
        fault.condition(),
        fault.conditionName(),
        of(fault.message()),
        orNull(fault.detail()),
        orNull(fault.hint()),
        orNull(fault.context()),
        fault.position(),
        internal == null
            ? null
            : new SqlFault.InternalStatement(of(internal.sql()), internal.position()),
        fault.table(),
        fault.column(),
        fault.constraint());
  }

  private @Nullable Setting setting(@Nullable Setting setting) {
    return setting == null ? null : new Setting(setting.name(), of(setting.value()));
  }

  /** Half an edit would do harm. */
  private boolean isHarmless(Edit edit) {
    String text = edit.toString();
    return of(text).equals(text);
  }

  /** A cause keeps its name and its stack. */
  private @Nullable Throwable cause(@Nullable Throwable cause) {
    if (cause == null) {
      return null;
    }
    Throwable redacted = new RedactedException(of(cause.toString()), cause(cause.getCause()));
    redacted.setStackTrace(cause.getStackTrace());
    return redacted;
  }

  private @Nullable String orNull(@Nullable String text) {
    return text == null ? null : of(text);
  }

  /** Stands in for an exception whose message must not be printed. */
  private static final class RedactedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedactedException(String text, @Nullable Throwable cause) {
      super(text, cause);
    }
  }
}
