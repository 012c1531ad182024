// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.FailureKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to say about one kind of failure, for people.
 *
 * @param kind the failure
 * @param title the condition in a few words
 * @param condition when exactly this diagnosis is given
 * @param cause why it happens, in plain words
 * @param remedy what a person does next; settings stand in braces
 * @param failing a small project that yields it
 * @param corrected the same project, put right
 */
public record CatalogueEntry(
    FailureKind kind,
    String title,
    String condition,
    String cause,
    String remedy,
    Example failing,
    Example corrected) {

  private static final Pattern SETTING = Pattern.compile("\\{([\\w.]+)}");

  /** What a person does next, with settings named as their users know them. */
  public String remedy(Wording wording) {
    return worded(remedy, wording);
  }

  static String worded(String text, Wording wording) {
    return SETTING
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(wording.setting(m.group(1))));
  }

  /** The stable code, for example {@code DBA-M009}. */
  public String code() {
    return kind.code();
  }
}
