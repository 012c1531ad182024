// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import dev.dbagent.report.DiagnosisText;
import dev.dbagent.report.Palette;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the agent said of a project.
 *
 * @param project its folder
 * @param diagnosis empty when a state was handed on
 * @param warnings that were given on the way
 */
public record Answer(Path project, Optional<Diagnosis> diagnosis, List<String> warnings) {

  private static final String NONE = "none";
  private static final int LONGEST_HEADLINE = 600;

  private static final Pattern JAVA =
      Pattern.compile(
          "\\w(?:Exception|Error)\\b|\\bat [\\w.$/]+\\(|\\bdev\\.dbagent\\b|\\bjava\\.");

  /** A reference to nothing that was printed; the server's own sentences about NULL are none. */
  private static final Pattern NULL =
      Pattern.compile("(?<![\\w-])null(?! values?\\b)(?![\\w-])|\\bOptional[.\\[]");

  private static final Pattern SETTING_WITHOUT_WORDS = Pattern.compile("\\{\\w[\\w.]*}");

  /** Runs {@code prepare}. */
  public static Answer to(SampleProject project) {
    return of(project, SampleProject::prepare);
  }

  /** Runs a goal. */
  static Answer of(SampleProject project, Function<SampleProject, Optional<Diagnosis>> goal) {
    RecordedWarnings warnings = new RecordedWarnings();
    Optional<Diagnosis> diagnosis = goal.apply(project.progress(warnings));
    return new Answer(project.folder(), diagnosis, warnings.all());
  }

  public String code() {
    return diagnosis.map(Diagnosis::code).orElse(NONE);
  }

  /** As it is printed. */
  public String place() {
    return diagnosis.map(d -> d.facts().place()).map(Place::toString).orElse(NONE);
  }

  public String message() {
    return diagnosis.map(d -> d.facts().message()).orElse("");
  }

  public String sqlState() {
    return diagnosis.map(d -> d.facts().fault()).map(SqlFault::sqlState).orElse("");
  }

  public String remedy() {
    return diagnosis.map(d -> d.remedy(Wording.plain())).orElse("");
  }

  public List<String> notes() {
    return diagnosis.map(d -> d.facts().notes()).orElse(List.of());
  }

  /** The related places, as they are printed. */
  public List<String> related() {
    return diagnosis.stream()
        .flatMap(d -> d.facts().related().stream())
        .map(related -> related.place().toString())
        .toList();
  }

  /** For example {@code rename a to b}. */
  public List<String> edits() {
    return diagnosis.stream().flatMap(d -> d.facts().edits().stream()).map(Answer::words).toList();
  }

  /** All that a user reads. */
  public String text() {
    String told =
        diagnosis
            .map(d -> DiagnosisText.of(d, null, Wording.plain(), Palette.PLAIN))
            .orElse("nothing is wrong");
    return told + "\n" + String.join("\n", warnings);
  }

  /** Without what the server added, which may show rows that hold NULL. */
  private String ownWords() {
    return String.join("\n", place(), message(), remedy(), notes().toString(), warnings.toString());
  }

  /**
   * The rules that every answer keeps, whatever was wrong, and which this one breaks: it is one
   * line that a person understands, and what it points to is there.
   *
   * @param speaksJava whether the project has classes, of whose exceptions it may speak
   */
  public List<String> brokenRules(boolean speaksJava) throws IOException {
    List<String> broken = new ArrayList<>();
    if (diagnosis.isEmpty()) {
      return broken;
    }
    String headline = diagnosis.get().headline();
    rule(broken, "the headline is one line", headline.lines().count() == 1);
    rule(broken, "the headline is bearable", headline.length() < LONGEST_HEADLINE);
    rule(broken, "it has a message", !message().isBlank());
    rule(broken, "it has a remedy", !remedy().isBlank());
    rule(broken, "settings are named", !SETTING_WITHOUT_WORDS.matcher(remedy()).find());
    rule(broken, "it speaks no Java", speaksJava || !JAVA.matcher(text()).find());
    rule(broken, "nothing is null", !NULL.matcher(ownWords()).find());
    Place place = diagnosis.get().facts().place();
    if (place != null && place.line() > 0) {
      addPlaceRules(broken, place);
    }
    return broken;
  }

  private void addPlaceRules(List<String> broken, Place place) throws IOException {
    Path file = project.resolve(place.file());
    if (!Files.isRegularFile(file)) {
      broken.add("the file is there");
      return;
    }
    Optional<String> utf8 = utf8(file);
    List<String> lines = lines(utf8.orElse(Files.readString(file, StandardCharsets.ISO_8859_1)));
    rule(broken, "the line is there", place.line() <= lines.size());
    if (place.line() <= lines.size()) {
      String line = lines.get(place.line() - 1);
      int length = line.codePointCount(0, line.length());
      rule(broken, "the column is there", place.column() <= length + 1);
    }
    Excerpt excerpt = diagnosis.orElseThrow().facts().excerpt();
    boolean ofStatementOrRow = code().startsWith("DBA-M") || code().startsWith("DBA-S");
    rule(
        broken, "it has an excerpt", excerpt != null || Files.size(file) == 0 || !ofStatementOrRow);
    if (excerpt != null && utf8.isPresent()) {
      rule(broken, "the excerpt is of the place", excerpt.line() == place.line());
      rule(broken, "the excerpt is of the file", isOf(lines, excerpt));
    }
  }

  private static boolean isOf(List<String> lines, Excerpt excerpt) {
    for (int i = 0; i < excerpt.lines().size(); i++) {
      int line = excerpt.firstLine() - 1 + i;
      String shown = excerpt.lines().get(i);
      // What is no text of the encoding that was set is shown as what it is not.
      boolean readable = shown.indexOf('\uFFFD') < 0;
      boolean there = line < lines.size();
      if (!there || (readable && !printed(lines.get(line)).contains(shown))) {
        return false;
      }
    }
    return true;
  }

  private static String printed(String line) {
    return line.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", " ");
  }

  private static void rule(List<String> broken, String rule, boolean holds) {
    if (!holds) {
      broken.add(rule);
    }
  }

  private static List<String> lines(String text) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return List.of(unmarked.split("\r\n|\r|\n", -1));
  }

  private static Optional<String> utf8(Path file) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String words(Edit edit) {
    if (edit instanceof Edit.Rename rename) {
      return "rename " + rename.file() + " to " + rename.to();
    }
    if (edit instanceof Edit.Replace replace) {
      return "replace " + replace.place() + " " + replace.text() + " by " + replace.replacement();
    }
    return "create " + ((Edit.Create) edit).file();
  }
}
