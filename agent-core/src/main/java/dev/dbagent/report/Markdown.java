// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.CatalogueEntry;
import dev.dbagent.diagnosis.Wording;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain words as Markdown: an element of a POM must not vanish as a tag of HTML. */
final class Markdown {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_<>\\[\\]&]");
  private static final char MARK = '\uE000';
  private static final Pattern CODE = Pattern.compile(MARK + "([^" + MARK + "]*)" + MARK);

  private Markdown() {}

  /** What an entry says, with settings as code. */
  static String help(CatalogueEntry entry, Wording wording) {
    String remedy = entry.remedy(name -> MARK + wording.setting(name) + MARK);
    String more = wording.more(entry.code());
    return escaped(entry.cause())
        + "\n\n**Remedy:** "
        + withCode(remedy)
        + (more.isEmpty() ? "" : "\n\n" + escaped(more));
  }

  private static String withCode(String text) {
    StringBuilder markdown = new StringBuilder();
    Matcher code = CODE.matcher(text);
    int done = 0;
    while (code.find()) {
      markdown.append(escaped(text.substring(done, code.start())));
      markdown.append('`').append(code.group(1)).append('`');
      done = code.end();
    }
    return markdown.append(escaped(text.substring(done))).toString();
  }

  private static String escaped(String text) {
    return SPECIAL.matcher(text).replaceAll(m -> Matcher.quoteReplacement("\\" + m.group()));
  }
}
