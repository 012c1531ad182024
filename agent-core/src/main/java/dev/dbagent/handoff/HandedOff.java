// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.handoff;

import dev.dbagent.model.Fingerprint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody who only has a handoff needs to know of a verified state. Read without a library,
 * from the one form that {@link Handoff} writes: on the class path of tests there is none of ours.
 *
 * @param module whose state it is, as {@code groupId:artifactId:version}
 * @param agent the version that verified it
 * @param engine product and exact version
 * @param state the name under which it is sealed
 * @param databaseName the name of its database
 * @param historyTable the name of Flyway's own table
 */
public record HandedOff(
    String module,
    String agent,
    String engine,
    Fingerprint state,
    String databaseName,
    String historyTable) {

  /** Where all that is handed on lies in a jar or a folder of classes. */
  static final String FOLDER = "META-INF/db-agent/";

  /** Where a handoff lies in a jar or a folder of classes. */
  public static final String RESOURCE = FOLDER + Handoff.FILE_NAME;

  private static final int TOP = 2;
  private static final int IN_MADE_OF = 6;

  /** A character that JSON writes as four hexadecimal digits, or after a backslash. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  /** What a handoff tells; empty when it is none of the form that this agent knows. */
  public static Optional<HandedOff> parse(String json) {
    try {
      if (!Pattern.compile("(?m)^  \"format\": 1,$").matcher(json).find()) {
        return Optional.empty();
      }
      return text(json, TOP, "module")
          .flatMap(
              module ->
                  text(json, TOP, "state")
                      .map(
                          state ->
                              new HandedOff(
                                  module,
                                  text(json, TOP, "agent").orElse(""),
                                  text(json, TOP, "engine").orElse(""),
                                  new Fingerprint(state),
                                  text(json, IN_MADE_OF, "databaseName").orElse("app"),
                                  text(json, IN_MADE_OF, "flyway.table")
                                      .orElse("flyway_schema_history"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Group and artifact of the module, without its version. */
  public String moduleName() {
    int end = module.lastIndexOf(':');
    return end < 0 ? module : module.substring(0, end);
  }

  /** The artifact alone, as {@code -pl} wants it after a colon. */
  public String artifactId() {
    String name = moduleName();
    return name.substring(name.lastIndexOf(':') + 1);
  }

  private static Optional<String> text(String json, int indent, String key) {
    Pattern line =
        Pattern.compile("(?m)^ {" + indent + "}\"" + Pattern.quote(key) + "\": \"(.*?)\",?$");
    Matcher matcher = line.matcher(json);
    return matcher.find() ? Optional.of(unescaped(matcher.group(1))) : Optional.empty();
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1) == null
                        ? plain(escape.group(2))
                        : Character.toString(Integer.parseInt(escape.group(1), 16))));
  }

  private static String plain(String letter) {
    return switch (letter) {
      case "n" -> "\n";
      case "t" -> "\t";
      case "r" -> "\r";
      case "b" -> "\b";
      case "f" -> "\f";
      default -> letter;
    };
  }
}
