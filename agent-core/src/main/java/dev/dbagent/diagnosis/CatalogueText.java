// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.Setting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The catalogue as pages: Markdown for a reader, plain text for a terminal. */
public final class CatalogueText {

  private CatalogueText() {}

  /** The whole catalogue as one page of Markdown. */
  public static String markdown() {
    List<CatalogueEntry> entries = DiagnosisCatalogue.entries();
    String contents =
        entries.stream()
            .map(entry -> "- [%s](#%s) %s\n".formatted(entry.code(), anchor(entry), entry.title()))
            .collect(Collectors.joining());
    String sections =
        entries.stream().map(CatalogueText::section).collect(Collectors.joining("\n"));
    return """
        # Diagnoses

        Every way in which a build of the database can fail has a code that never changes its meaning. `M` is a
        migration, `S` a seed, `V` a check, `G` the generated code, `H` the handoff, `E` the machine and the
        engine. `mvn dev.dbagent:db-agent-maven-plugin:explain -Dcode=DBA-M010` prints one of them.

        This page is rendered from the catalogue in the code. A test runs each example on PostgreSQL; what depends
        on the machine has a test that puts the machine into that state.

        %s
        %s"""
        .formatted(contents, sections);
  }

  /** One entry for a terminal. */
  public static String plain(CatalogueEntry entry, Wording wording) {
    return """
        %s: %s

        When:    %s
        Why:     %s
        Remedy:  %s

        Fails:
        %s
        Corrected:
        %s"""
        .formatted(
            entry.code(),
            entry.title(),
            worded(entry.condition(), wording),
            entry.cause(),
            entry.remedy(wording),
            indented(example(entry.failing())),
            indented(example(entry.corrected())));
  }

  /** All codes with their titles, a line each. */
  public static String list() {
    return DiagnosisCatalogue.entries().stream()
        .map(entry -> entry.code() + "  " + entry.title() + "\n")
        .collect(Collectors.joining());
  }

  private static String section(CatalogueEntry entry) {
    Wording inCode = name -> "`" + name + "`";
    return """
        ## %s

        **%s**

        %s

        %s

        **Remedy:** %s

        Fails:

        %s
        Corrected:

        %s"""
        .formatted(
            entry.code(),
            entry.title(),
            worded(entry.condition(), inCode),
            entry.cause(),
            entry.remedy(inCode),
            fenced(entry.failing()),
            fenced(entry.corrected()));
  }

  private static String anchor(CatalogueEntry entry) {
    return entry.code().toLowerCase(Locale.ROOT);
  }

  private static String worded(String text, Wording wording) {
    return CatalogueEntry.worded(text, wording);
  }

  private static String fenced(Example example) {
    String text = example(example);
    return example.files().isEmpty() ? text : "```\n" + text + "```\n";
  }

  private static String example(Example example) {
    StringBuilder text = new StringBuilder();
    if (!example.circumstances().isEmpty()) {
      text.append(example.circumstances()).append('\n');
    }
    example
        .files()
        .forEach(
            (path, content) ->
                text.append("-- ")
                    .append(path)
                    .append(encoding(example))
                    .append('\n')
                    .append(content));
    for (Setting setting : example.settings()) {
      text.append("-- setting ")
          .append(setting.name())
          .append(": ")
          .append(setting.value())
          .append('\n');
    }
    return text.toString();
  }

  private static String encoding(Example example) {
    return example.encoding().equals("UTF-8") ? "" : ", saved as " + example.encoding();
  }

  private static String indented(String text) {
    return text.indent(2);
  }
}
