// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import java.util.List;
import java.util.Optional;

/** A class that jOOQ was told to use, or that such a class needs, is not there. */
final class MissingClass {

  /** The classes of jOOQ itself that configurations name. */
  private static final List<String> OF_JOOQ =
      List.of(
          DatabaseClass.POSTGRES,
          "org.jooq.codegen.JavaGenerator",
          "org.jooq.codegen.KotlinGenerator",
          "org.jooq.codegen.ScalaGenerator",
          "org.jooq.codegen.DefaultGeneratorStrategy");

  private MissingClass() {}

  static FailureFacts facts(String name, GeneratorXml xml) {
    Optional<String> element = xml.elementThatSays(name);
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.GENERATOR_CLASS_MISSING,
            element
                    .map(path -> path + " names the class " + name)
                    .orElse("a class named in <generator> needs the class " + name)
                + ", which is not on the class path of the plugin");
    return NearestName.of(name, OF_JOOQ)
        .map(near -> facts.note("jOOQ itself has " + near + "."))
        .orElse(
            facts.note(
                "A class of your own must come in an artifact that the plugin's <dependencies>"
                    + " name; the classes of this module are not compiled yet."));
  }
}
