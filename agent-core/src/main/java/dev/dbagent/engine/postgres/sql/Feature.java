// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a major version of PostgreSQL brought, as its release notes tell.
 *
 * @param since the first major version that knows it
 * @param name for people; empty if it is called as it is written
 * @param before what comes before the place at which an older server stumbles
 * @param here what stands at that place; the group {@code at} is what it stumbles over
 */
record Feature(int since, String name, Pattern before, Pattern here) {

  private static final String IN_PARENTHESES =
      "\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\)";

  /**
   * In the patterns a blank is white space, {@code _?} perhaps some, {@code ...} anything within
   * the statement, {@code (...)} a pair of parentheses with anything in it, and {@code <>} are
   * around what an older server stumbles over, if that is not all of it.
   */
  static final List<Feature> ALL =
      List.of(
          of(15, "MERGE", "<MERGE> INTO"),
          of(15, "UNIQUE NULLS NOT DISTINCT", "NULLS (?:NOT )?DISTINCT"),
          of(15, "a view with security_invoker", "<security_invoker>"),
          of(15, "ON DELETE SET with a list of columns", "ON DELETE SET (?:NULL|DEFAULT)_?<\\(>"),
          call(15, "regexp_(?:count|instr|like|substr)"),
          of(15, "COPY ... HEADER MATCH", "<HEADER> MATCH"),
          of(15, "a publication of TABLES IN SCHEMA", "<TABLES> IN SCHEMA"),
          of(15, "a publication of some rows", "PUBLICATION ... TABLE ...<WHERE>"),
          of(15, "a publication of some columns", "PUBLICATION [^ ]+ FOR TABLE [^ ]+_?<\\(>"),
          of(15, "ALTER TABLE ... SET ACCESS METHOD", "SET <ACCESS> METHOD"),
          of(15, "an UNLOGGED sequence", "<UNLOGGED SEQUENCE>"),
          of(15, "GRANT ... ON PARAMETER", "(?:SET|SYSTEM) ON PARAMETER <[a-z_.]+>"),
          of(15, "a numeric scale below zero", "<(?:NUMERIC|DECIMAL)_?\\(_?\\d+_?,_?->"),
          of(15, "ALTER DATABASE ... REFRESH COLLATION VERSION", "<REFRESH> COLLATION VERSION"),
          of(16, "JSON_ARRAY", "<JSON_ARRAY(?:AGG)?>_?\\("),
          of(16, "JSON_ARRAY", "JSON_ARRAY(?:AGG)?_?\\(...<NULL|ABSENT|RETURNING>"),
          of(16, "JSON_OBJECT", "JSON_OBJECT(?:AGG)?_?\\(...<:|VALUE|NULL|ABSENT|RETURNING>"),
          of(16, "JSON_OBJECTAGG", "<JSON_OBJECTAGG>_?\\("),
          of(16, "IS JSON", "IS (?:NOT )?<JSON>"),
          call(16, "any_value|array_sample|array_shuffle|random_normal|date_add|date_subtract"),
          call(16, "pg_input_is_valid|erfc?"),
          of(16, "SYSTEM_USER", "<SYSTEM_USER>"),
          of(16, "underscores in numbers", "<\\d+_\\d+>"),
          of(16, "a number in 0x, 0o or 0b", "<0x[0-9a-f]+|0o[0-7]+|0b[01]+>"),
          of(
              16,
              "a subquery without an alias",
              "(?:FROM|JOIN|LATERAL|\\w,)_?<\\(>_?(?:SELECT|VALUES)"),
          of(16, "STORAGE in CREATE TABLE", "CREATE ... TABLE ...<STORAGE>"),
          of(16, "COPY ... DEFAULT", "COPY ...<DEFAULT>"),
          of(16, "GRANT ... WITH INHERIT or SET", "WITH <INHERIT|SET> (?:OPTION|TRUE|FALSE)"),
          of(16, "CREATE STATISTICS without a name", "CREATE STATISTICS <ON>"),
          of(16, "XMLSERIALIZE ... INDENT", "XMLSERIALIZE_?\\(...<INDENT>"),
          of(17, "JSON_TABLE", "JSON_TABLE_?\\(...<COLUMNS|PASSING|AS>"),
          of(17, "JSON_TABLE", "<JSON_TABLE>_?\\("),
          call(17, "JSON_EXISTS|JSON_QUERY|JSON_VALUE|JSON_SCALAR|JSON_SERIALIZE"),
          of(17, "JSON_VALUE", "JSON_VALUE_?\\(...<RETURNING|PASSING|NULL|ERROR|DEFAULT>"),
          of(17, "JSON_QUERY", "JSON_QUERY_?\\(...<RETURNING|PASSING|WITH|WITHOUT|KEEP|OMIT>"),
          of(17, "JSON_EXISTS", "JSON_EXISTS_?\\(...<PASSING|TRUE|FALSE|UNKNOWN|ERROR>"),
          of(17, "JSON_SERIALIZE", "JSON_SERIALIZE_?\\(...<RETURNING>"),
          of(17, "MERGE ... WHEN NOT MATCHED BY", "NOT MATCHED <BY> (?:SOURCE|TARGET)"),
          of(17, "MERGE ... WHEN NOT MATCHED BY", "<MERGE> INTO ... MATCHED BY (?:SOURCE|TARGET)"),
          of(17, "MERGE ... RETURNING", "MERGE INTO ...<RETURNING>"),
          of(17, "MERGE ... RETURNING", "<MERGE> INTO ... RETURNING"),
          of(17, "COPY ... ON_ERROR", "<ON_ERROR>"),
          of(17, "the privilege MAINTAIN", "(?:GRANT|REVOKE) ...<MAINTAIN>"),
          of(17, "ALTER COLUMN ... SET EXPRESSION", "SET <EXPRESSION>"),
          of(17, "SET STATISTICS DEFAULT", "SET STATISTICS <DEFAULT>"),
          of(17, "transaction_timeout", "<transaction_timeout>"),
          of(17, "the collation provider builtin", "PROVIDER_?=_?\"?<builtin>"),
          of(17, "AT LOCAL", "AT <LOCAL>"),
          call(17, "to_bin|to_oct|xmltext|uuid_extract_version|uuid_extract_timestamp"),
          call(17, "unicode_assigned|pg_basetype|merge_action"),
          of(17, "random(min, max)", "<random>_?\\([^(),]+,[^(),]+\\)"),
          of(18, "a VIRTUAL generated column", "GENERATED ALWAYS AS_?(...)_?<VIRTUAL>"),
          of(18, "a VIRTUAL generated column", "GENERATED ALWAYS AS_?(...)_?<,|\\)|$>"),
          of(18, "RETURNING with OLD and NEW", "RETURNING ...<(?:OLD|NEW)_?\\.>"),
          of(18, "RETURNING with OLD and NEW", "RETURNING <WITH>_?\\(_?(?:OLD|NEW) AS"),
          of(18, "a constraint that is NOT ENFORCED", "(?:NOT )?<ENFORCED>"),
          of(18, "a temporal key", "<WITHOUT> OVERLAPS"),
          of(18, "a temporal key", "FOREIGN KEY_?\\([^()]*<PERIOD> "),
          of(
              18,
              "NOT NULL as a table constraint",
              "(?:CONSTRAINT [^ ]+ |ADD |,_?|\\(_?)<NOT> NULL"),
          call(18, "uuidv7|uuidv4|casefold|array_sort|array_reverse|crc32c?|l?gamma"),
          of(18, "COPY ... REJECT_LIMIT", "<REJECT_LIMIT>"),
          of(18, "ALTER CONSTRAINT ... INHERIT", "ALTER CONSTRAINT [^ ]+ <NO|INHERIT>"));

  /**
   * The name of the feature if it is why the server refused the statement: if it stumbled there or,
   * when it does not say where, if it names it.
   *
   * @param index in the statement, from 0; below 0 for none
   */
  Optional<String> found(String sql, int index, String message) {
    String said = message.toLowerCase(Locale.ROOT);
    Matcher m = here.matcher(sql);
    for (int from = 0; from <= sql.length() && m.find(from); from = m.start() + 1) {
      String at = m.group("at");
      boolean isHere =
          index < 0
              ? said.contains(at.toLowerCase(Locale.ROOT))
              : index >= m.start("at") && index <= m.end("at");
      if (isHere && before.matcher(sql.substring(0, m.start())).find()) {
        return Optional.of(name.isEmpty() ? at : name);
      }
    }
    return Optional.empty();
  }

  private static Feature of(int since, String name, String pattern) {
    int start = Math.max(0, pattern.indexOf('<'));
    String marked = pattern.contains("<") ? pattern.substring(start + 1) : pattern + ">";
    String before = pattern.substring(0, start);
    boolean word = before.isEmpty() && Character.isLetterOrDigit(marked.charAt(0));
    return new Feature(
        since,
        name,
        compiled((before.isEmpty() ? "" : "(?<!\\w)") + regex(before) + "$"),
        compiled((word ? "(?<![\\w.])" : "") + "(?<at>" + regex(marked).replaceFirst(">", ")")));
  }

  private static Pattern compiled(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private static String regex(String pattern) {
    return pattern
        .replace("(...)", IN_PARENTHESES)
        .replace(" ...", "\\b[^;]*?")
        .replace("...", "[^;]*?")
        .replace("_?", "\\s*")
        .replace(" ", "\\s+");
  }

  private static Feature call(int since, String functions) {
    return of(since, "", "<(?:" + functions + ")>_?\\(");
  }
}
