// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The XML schema that the jOOQ in use carries along; jOOQ itself only warns and goes on. */
final class GeneratorSchema {

  private static final String XERCES = "http://apache.org/xml/properties/";
  private static final Pattern UNEXPECTED = Pattern.compile("^cvc-complex-type\\.2\\.4\\.[ad]");
  private static final Pattern EXPECTED = Pattern.compile("One of '\\{([^']+)}' is expected");
  private static final int FAR = 5;

  private final String namespace;
  private final URL schema;

  private GeneratorSchema(String namespace, URL schema) {
    this.namespace = namespace;
    this.schema = schema;
  }

  /**
   * Finds it through the constants of the jOOQ that the loader sees. Read by reflection: the
   * compiler would copy the constants of the version that we are compiled against.
   */
  static GeneratorSchema of(ClassLoader loader) {
    try {
      Class<?> constants = loader.loadClass("org.jooq.Constants");
      String resource = (String) constants.getField("CP_CODEGEN").get(null);
      URL schema = loader.getResource(resource.substring(1));
      if (schema == null) {
        throw new StageFailure(
            FailureKind.GENERATION_FAILED,
            "jooq and jooq-meta are of different versions: there is no " + resource);
      }
      return new GeneratorSchema((String) constants.getField("NS_CODEGEN").get(null), schema);
    } catch (ReflectiveOperationException e) {
      throw new StageFailure(
          FailureKind.GENERATION_FAILED, "the jOOQ on the class path is not one we know", e);
    }
  }

  /** The namespace that configurations must have. */
  String namespace() {
    return namespace;
  }

  /**
   * @throws StageFailure naming the first element that jOOQ does not know or cannot use
   */
  void validate(Document document) {
    try {
      Validator validator = SchemaFactory.newDefaultInstance().newSchema(schema).newValidator();
      validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      validator.setProperty(XERCES + "locale", Locale.ENGLISH);
      validator.setErrorHandler(new Rejection(validator));
      validator.validate(new DOMSource(document));
    } catch (SAXException | IOException e) {
      throw new StageFailure(
          FailureKind.GENERATION_FAILED, "jOOQ's XML schema cannot be read: " + schema, e);
    }
  }

  /** Turns the schema's words into ours. */
  private record Rejection(Validator validator) implements ErrorHandler {

    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      Element element = (Element) validator.getProperty(XERCES + "dom/current-element-node");
      throw new StageFailure(
          FailureKind.GENERATOR_REJECTED, sentence(String.valueOf(e.getMessage()), element), e);
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      error(e);
    }
  }

  private static String sentence(String message, Element element) {
    String name = GeneratorXml.name(element);
    if (!UNEXPECTED.matcher(message).find()) {
      return "<" + name + ">: " + message.replaceAll("^cvc-[^:]*: |\"http[^\"]*\":", "");
    }
    if (name.equals("jdbc")) {
      return "<jdbc> has no place in <generator>: the agent connects jOOQ to the verified database";
    }
    String parent =
        element.getParentNode() instanceof Element above ? GeneratorXml.name(above) : "";
    if (isRepeated(element, name)) {
      return "<" + name + "> stands twice in <" + parent + ">";
    }
    return "<" + parent + "> has no element <" + name + ">" + hint(name, expected(message));
  }

  private static boolean isRepeated(Element element, String name) {
    for (Node n = element.getPreviousSibling(); n != null; n = n.getPreviousSibling()) {
      if (n instanceof Element before && GeneratorXml.name(before).equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> expected(String message) {
    Matcher expected = EXPECTED.matcher(message);
    return expected.find()
        ? Arrays.stream(expected.group(1).split(", ")).map(e -> e.replaceAll(".*:", "")).toList()
        : List.of();
  }

  private static String hint(String name, List<String> known) {
    Optional<String> nearest = NearestName.of(name, known);
    if (nearest.isPresent()) {
      return " (did you mean <" + nearest.get() + ">?)";
    }
    return known.isEmpty() || known.size() > FAR
        ? ""
        : known.stream().collect(Collectors.joining(">, <", "; it has: <", ">"));
  }
}
