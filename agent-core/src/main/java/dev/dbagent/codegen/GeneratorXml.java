// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A jOOQ configuration in the making: the user's generator element under a configuration element,
 * both in the namespace of the jOOQ in use. What the user said stays; what is missing can be added.
 */
final class GeneratorXml {

  private static final String GENERATOR = "generator";

  private final Document document;
  private final String namespace;
  private final Element generator;

  private GeneratorXml(Document document, String namespace) {
    this.document = document;
    this.namespace = namespace;
    Element configuration = document.createElementNS(namespace, "configuration");
    document.appendChild(configuration);
    this.generator = document.createElementNS(namespace, GENERATOR);
    configuration.appendChild(generator);
  }

  /**
   * @param xml the user's generator element; null for an empty one
   * @throws StageFailure if it is not well-formed, or another element
   */
  static GeneratorXml of(@Nullable String xml, String namespace) {
    try {
      GeneratorXml result = new GeneratorXml(builder().newDocument(), namespace);
      if (xml != null) {
        Element root = builder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
        if (!name(root).equals(GENERATOR)) {
          throw new StageFailure(
              FailureKind.GENERATOR_REJECTED,
              "jOOQ's <generator> element was expected, not <" + name(root) + ">");
        }
        result.copyChildren(root, result.generator);
      }
      return result;
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new StageFailure(
          FailureKind.GENERATOR_REJECTED,
          "<generator> is not well-formed XML: " + e.getMessage(),
          e);
    }
  }

  /** The whole configuration, for a validator. */
  Document document() {
    return document;
  }

  /** The text of an element below the generator, if it is there and not blank. */
  Optional<String> text(String... path) {
    Element element = generator;
    for (String step : path) {
      Optional<Element> next = child(element, step);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      element = next.get();
    }
    return Optional.of(element.getTextContent().strip()).filter(text -> !text.isEmpty());
  }

  /** Whether a flag below the database element has this value. */
  boolean flag(String name, boolean value) {
    return text("database", name)
        .map(text -> text.equals("1") ? "true" : text.equals("0") ? "false" : text)
        .filter(Boolean.toString(value)::equals)
        .isPresent();
  }

  /** The text of every element of that name, wherever it stands. */
  Stream<String> texts(String name) {
    NodeList found = generator.getElementsByTagNameNS(namespace, name);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent().strip());
  }

  /** The innermost element with that text, with the one above it: {@code <database><name>}. */
  Optional<String> elementThatSays(String text) {
    NodeList all = generator.getElementsByTagNameNS(namespace, "*");
    return IntStream.range(0, all.getLength())
        .mapToObj(all::item)
        .filter(node -> node.getTextContent().strip().equals(text))
        .reduce((outer, inner) -> inner)
        .map(Element.class::cast)
        .map(
            element ->
                (element.getParentNode() instanceof Element above ? "<" + name(above) + ">" : "")
                    + "<"
                    + name(element)
                    + ">");
  }

  /** Sets the text of an element, making it and those above it when they are missing. */
  void set(String text, String... path) {
    Element element = generator;
    for (String step : path) {
      element = childOrNew(element, step);
    }
    element.setTextContent(text);
  }

  void setIfAbsent(String text, String... path) {
    if (text(path).isEmpty()) {
      set(text, path);
    }
  }

  /** Adds one more schema to those that code is generated for. */
  void addInputSchema(String schema) {
    Element schemata = childOrNew(childOrNew(generator, "database"), "schemata");
    Element entry = document.createElementNS(namespace, "schema");
    schemata.appendChild(entry);
    childOrNew(entry, "inputSchema").setTextContent(schema);
  }

  /** The configuration as text of ASCII characters only. */
  String ascii() {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.ENCODING, "US-ASCII");
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("a document in memory can always be written", e);
    }
  }

  static String name(Element element) {
    String local = element.getLocalName();
    return local == null ? element.getTagName() : local;
  }

  /** Copies elements and text without attributes: jOOQ knows none, Maven's are for Maven. */
  private void copyChildren(Element from, Element to) {
    NodeList children = from.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element child) {
        Element copy = document.createElementNS(namespace, name(child));
        to.appendChild(copy);
        copyChildren(child, copy);
      } else if (children.item(i) instanceof Text text) {
        to.appendChild(document.createTextNode(text.getData()));
      }
    }
  }

  private Element childOrNew(Element parent, String name) {
    return child(parent, name)
        .orElseGet(
            () -> {
              Element made = document.createElementNS(namespace, name);
              parent.appendChild(made);
              return made;
            });
  }

  private static Optional<Element> child(Element parent, String name) {
    NodeList children = parent.getChildNodes();
    return IntStream.range(0, children.getLength())
        .mapToObj(children::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(element -> name(element).equals(name))
        .findFirst();
  }

  private static DocumentBuilder builder() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setCoalescing(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder;
  }
}
