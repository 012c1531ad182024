// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorSchemaTest {

  private final GeneratorSchema schema = GeneratorSchema.of(getClass().getClassLoader());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<databse/> | <generator> has no element <databse> (did you mean <database>?)",
        "<database><schematta/></database>"
            + "| <database> has no element <schematta> (did you mean <schemata>?)",
        "<target><folder/></target> | <target> has no element <folder>",
        "<jdbc/> | <jdbc> has no place in <generator>: the agent connects jOOQ to the verified"
            + " database",
        "<generate><pojos>yes</pojos></generate> | <pojos>: 'yes' is not a valid value for 'boolean'",
        "<target/><target/> | <target> stands twice in <generator>"
      })
  void saysWhatIsWrong(String xml, String sentence) {
    assertThatThrownBy(() -> validate("<generator>" + xml + "</generator>"))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              isRejection(failure);
              assertThat(failure.getMessage()).startsWith(sentence);
            });
  }

  @ParameterizedTest
  @CsvSource({"<configuration/>", "<generator>", "<!DOCTYPE generator []><generator/>"})
  void refusesWhatIsNoGenerator(String xml) {
    assertThatThrownBy(() -> validate(xml))
        .isInstanceOfSatisfying(StageFailure.class, GeneratorSchemaTest::isRejection);
  }

  @Test
  void acceptsAttributesAndAnotherVersionsNamespace() {
    assertThatCode(
            () ->
                validate(
                    "<generator xmlns='http://www.jooq.org/xsd/jooq-codegen-3.15.0.xsd'>"
                        + "<generate combine.self='override'><daos>true</daos></generate>"
                        + "</generator>"))
        .doesNotThrowAnyException();
  }

  private static void isRejection(StageFailure failure) {
    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATOR_REJECTED);
  }

  private void validate(String xml) {
    schema.validate(GeneratorXml.of(xml, schema.namespace()).document());
  }
}
