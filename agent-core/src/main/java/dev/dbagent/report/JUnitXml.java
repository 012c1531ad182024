// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Place;
import dev.dbagent.model.Stage;
import dev.dbagent.report.Case.Verdict;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * An outcome in the form of Surefire's test reports, which build servers show as tests: each
 * migration, seed file and check is a case. Good for one use.
 */
final class JUnitXml {

  private final Outcome outcome;
  private final ReportSettings settings;
  private final JUnitCases cases;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private JUnitXml(Outcome outcome, ReportSettings settings) throws XMLStreamException {
    this.outcome = outcome;
    this.settings = settings;
    this.cases = JUnitCases.of(outcome);
    // The JDK's own, whatever is on the class path.
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  static String of(Outcome outcome, ReportSettings settings) {
    try {
      return new JUnitXml(outcome, settings).written();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the elements of the report are not nested well", e);
    }
  }

  /** The suite of a goal; its file is named after it. */
  static String suite(String goal) {
    return "db-agent." + goal;
  }

  private String written() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuite");
    attribute("name", suite(outcome.goal()));
    attribute("time", seconds(total()));
    attribute("tests", Integer.toString(cases.all().size()));
    attribute("errors", "0");
    attribute("skipped", Long.toString(count(Verdict.SKIPPED)));
    attribute("failures", Long.toString(count(Verdict.FAILED)));
    properties();
    for (int i = 0; i < cases.all().size(); i++) {
      testCase(cases.all().get(i), cases.findingsOf(i));
    }
    line(0);
    xml.writeEndElement();
    line(0);
    xml.writeEndDocument();
    return text.toString();
  }

  private void properties() throws XMLStreamException {
    line(1);
    xml.writeStartElement("properties");
    property("db-agent.version", outcome.agentVersion());
    property("db-agent.module", outcome.module());
    property("db-agent.engine", outcome.engine());
    property("db-agent.state", outcome.state());
    line(1);
    xml.writeEndElement();
  }

  private void property(String name, @Nullable String value) throws XMLStreamException {
    if (value != null) {
      line(2);
      xml.writeEmptyElement("property");
      attribute("name", name);
      attribute("value", value);
    }
  }

  private void testCase(Case tested, List<Finding> findings) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testcase");
    attribute("name", tested.name());
    attribute("classname", className(tested.stage()));
    attribute("time", seconds(tested.took()));
    if (tested.verdict() == Verdict.FAILED) {
      failure(outcome.diagnosis());
    } else if (tested.verdict() == Verdict.SKIPPED) {
      line(2);
      xml.writeEmptyElement("skipped");
    }
    if (!findings.isEmpty()) {
      line(2);
      xml.writeStartElement("system-out");
      xml.writeCharacters(XmlText.content(text(findings)));
      xml.writeEndElement();
    }
    line(1);
    xml.writeEndElement();
  }

  private void failure(@Nullable Diagnosis diagnosis) throws XMLStreamException {
    if (diagnosis != null) {
      file(diagnosis.facts().place());
    }
    line(2);
    xml.writeStartElement("failure");
    if (diagnosis != null) {
      attribute("message", diagnosis.headline());
      attribute("type", diagnosis.code());
      xml.writeCharacters(XmlText.content(text(diagnosis)));
    }
    xml.writeEndElement();
  }

  /** GitLab makes a link of it. */
  private void file(@Nullable Place place) throws XMLStreamException {
    if (place != null) {
      CheckoutPath path = CheckoutPath.of(settings.modulePath(), place.file());
      if (!path.isAbsolute()) {
        attribute("file", path.toString());
      }
    }
  }

  /**
   * Build servers tell tests apart by class and name, and two modules may well have a migration of
   * the same name.
   */
  private String className(Stage stage) {
    String module = settings.modulePath().replace('/', '.');
    return "database." + (module.isEmpty() ? "" : module + ".") + word(stage);
  }

  private static String word(Stage stage) {
    return switch (stage) {
      case VERIFICATION -> "check";
      case CODEGEN -> "code";
      case ENGINE, MIGRATION, SEED, HANDOFF -> DiagnosisFile.word(stage);
    };
  }

  private String text(Diagnosis diagnosis) {
    return DiagnosisText.of(diagnosis, outcome.changes(), settings.wording(), Palette.PLAIN);
  }

  private static String text(List<Finding> findings) {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  private long count(Verdict verdict) {
    return cases.all().stream().filter(tested -> tested.verdict() == verdict).count();
  }

  private Duration total() {
    return cases.all().stream().map(Case::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** A formatter would take longer for a thousand of them than all the rest. */
  private static String seconds(Duration took) {
    return BigDecimal.valueOf(took.toNanos(), 9).setScale(3, RoundingMode.HALF_UP).toPlainString();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, XmlText.attribute(value));
  }

  /** A line end, so that people can read it too. */
  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
