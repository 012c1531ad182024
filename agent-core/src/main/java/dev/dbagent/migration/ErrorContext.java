// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.SqlFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands where the server says it was: in which routine, or in which row of a COPY. It says so
 * in words only (PostgreSQL manual, protocol field {@code W}), from the inside out, one a line.
 */
final class ErrorContext {

  /** The name that the server gives to the body of a DO statement. */
  static final String BLOCK = "inline_code_block";

  private static final Pattern ROUTINE =
      Pattern.compile(
          "^(?:PL/pgSQL function (?<routine>.+) line (?<line>\\d+)(?: (?:at|during) (?<at>.*))?"
              + "|compilation of PL/pgSQL function \"(?<compiled>.+)\" near line (?<near>\\d+)"
              + "|SQL function \"(?<sql>.+)\" statement (?<statement>\\d+))$",
          Pattern.MULTILINE);

  private static final Pattern ROW =
      Pattern.compile("^COPY .+?, line (\\d+)(?:, column .+?: \"(.*)\")?", Pattern.MULTILINE);

  /**
   * One routine on the way to the fault.
   *
   * @param routine its name without schema and arguments, or {@link #BLOCK}
   * @param line in its body, from 1; 0 if the statement is known instead
   * @param statement in its body, from 1; 0 if the line is known instead
   * @param at the first word of what it was doing, for example {@code RAISE}; may be empty
   */
  record Frame(String routine, int line, int statement, String at) {}

  /**
   * A row that COPY refused.
   *
   * @param line in what was copied, from 1
   * @param value in the column that was refused; empty if the whole row was
   */
  record Row(int line, Optional<String> value) {}

  private final String context;

  ErrorContext(SqlFault fault) {
    String said = fault.context();
    this.context = said == null ? "" : said;
  }

  /** From the inside out. */
  List<Frame> frames() {
    List<Frame> frames = new ArrayList<>();
    Matcher m = ROUTINE.matcher(context);
    while (m.find()) {
      if (m.group("routine") != null) {
        String at = m.group("at") == null ? "" : m.group("at");
        frames.add(new Frame(bare(m.group("routine")), number(m.group("line")), 0, firstWord(at)));
      } else if (m.group("compiled") != null) {
        frames.add(new Frame(bare(m.group("compiled")), number(m.group("near")), 0, ""));
      } else {
        frames.add(new Frame(bare(m.group("sql")), 0, number(m.group("statement")), ""));
      }
    }
    return frames;
  }

  Optional<Row> row() {
    Matcher m = ROW.matcher(context);
    return m.find()
        ? Optional.of(new Row(number(m.group(1)), Optional.ofNullable(m.group(2))))
        : Optional.empty();
  }

  /** {@code shop.price(integer)} is {@code price}. */
  private static String bare(String routine) {
    int arguments = routine.indexOf('(');
    String name = arguments < 0 ? routine : routine.substring(0, arguments);
    List<SqlText.Name> parts = new SqlText(name).names();
    return parts.isEmpty() ? name : parts.get(parts.size() - 1).name();
  }

  private static String firstWord(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }

  private static int number(String digits) {
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }
}
