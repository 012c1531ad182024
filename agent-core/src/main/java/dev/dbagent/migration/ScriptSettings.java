// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code .conf} beside a script says. Flyway refuses what it does not know there without
 * telling in which file.
 */
final class ScriptSettings {

  static final String SUFFIX = ".conf";
  static final String ENCODING = "encoding";
  static final String PLACEHOLDER_REPLACEMENT = "placeholderReplacement";

  private static final String SHOULD_EXECUTE = "shouldExecute";
  private static final List<String> SWITCHES =
      List.of("executeInTransaction", PLACEHOLDER_REPLACEMENT);
  private static final List<String> KNOWN =
      List.of(ENCODING, "executeInTransaction", PLACEHOLDER_REPLACEMENT);
  private static final Pattern BAD_ESCAPE = Pattern.compile("\\\\u(?!\\p{XDigit}{4})");

  private final String path;
  private final String text;
  private final Properties properties;

  /**
   * The settings that a text holds.
   *
   * @param path of the {@code .conf}, as a user writes it
   * @throws StageFailure with {@link FailureKind#SETTING_REJECTED} when it is no properties file
   */
  ScriptSettings(String path, String text) {
    this.path = path;
    this.text = text;
    this.properties = load(text);
  }

  private Properties load(String settings) {
    try {
      Properties loaded = new Properties();
      loaded.load(new StringReader(settings));
      return loaded;
    } catch (IllegalArgumentException e) {
      Matcher m = BAD_ESCAPE.matcher(text);
      Place place = m.find() ? ScriptPlace.at(path, text, m.start()) : Place.file(path);
      String sentence = "\\u is not followed by four hexadecimal digits";
      throw new StageFailure(
          FailureFacts.of(FailureKind.SETTING_REJECTED, sentence).at(place, text), e);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be read", e);
    }
  }

  /**
   * The encoding of the script.
   *
   * @throws StageFailure with {@link FailureKind#SETTING_REJECTED} when there is no such encoding
   */
  Optional<Charset> encoding() {
    Optional<String> name = get(ENCODING).map(String::strip);
    try {
      return name.map(Charset::forName);
    } catch (IllegalArgumentException e) {
      throw rejected(ENCODING, "there is no encoding " + name.orElse(""));
    }
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(properties.getProperty(name));
  }

  /**
   * Refuses the first setting that Flyway would refuse. The values of placeholders are not told.
   *
   * @param replaced the text with its placeholders replaced
   * @throws StageFailure with {@link FailureKind#SETTING_REJECTED}
   */
  void check(String replaced) {
    Properties effective = load(replaced);
    for (String name : new TreeSet<>(effective.stringPropertyNames())) {
      if (name.equals(SHOULD_EXECUTE)) {
        throw rejected(name, name + " cannot be set: it belongs to Flyway's commercial editions");
      }
      if (!KNOWN.contains(name)) {
        throw properties.containsKey(name)
            ? unknown(name)
            : rejected(name, "a placeholder stands for a setting that no script has");
      }
      String value = effective.getProperty(name).strip();
      if (SWITCHES.contains(name)
          && !value.equalsIgnoreCase("true")
          && !value.equalsIgnoreCase("false")) {
        String written = get(name).orElse("");
        throw rejected(name, name + " is neither true nor false but '" + written + "'");
      }
    }
  }

  private StageFailure unknown(String name) {
    FailureFacts facts =
        facts(name, "no script has a setting " + name + NearestName.question(name, KNOWN));
    Optional<String> near = NearestName.of(name, KNOWN);
    Place place = facts.place();
    return new StageFailure(
        near.isPresent() && place != null && place.line() > 0
            ? facts.suggest(new Edit.Replace(place, name, near.get()))
            : facts,
        null);
  }

  private StageFailure rejected(String name, String sentence) {
    return new StageFailure(facts(name, sentence), null);
  }

  private FailureFacts facts(String name, String sentence) {
    return FailureFacts.of(FailureKind.SETTING_REJECTED, sentence)
        .at(place(name), text)
        .note("A script's settings are " + String.join(", ", KNOWN) + ".");
  }

  /** Only the file if the name is written with escapes. */
  private Place place(String name) {
    Matcher m =
        Pattern.compile(
                "^[ \\t\\f]*(" + Pattern.quote(name) + ")(?=[ \\t\\f=:]|$)", Pattern.MULTILINE)
            .matcher(text);
    return m.find() ? ScriptPlace.at(path, text, m.start(1)) : Place.file(path);
  }
}
