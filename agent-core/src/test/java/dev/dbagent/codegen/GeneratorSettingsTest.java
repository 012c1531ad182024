// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorSettingsTest {

  @Test
  void defaults_see_only_the_catalogue() {
    assertThat(settings(null).seesOnlyTheCatalogue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<database><name>org.jooq.meta.postgres.PostgresDatabase</name><excludes>x</excludes></database>",
        "<name>org.jooq.codegen.JavaGenerator</name>",
        "<strategy><matchers><tables><table><expression>a</expression></table></tables></matchers></strategy>",
        "<database><forcedTypes><forcedType><userType>a.B</userType></forcedType></forcedTypes></database>"
      })
  void so_do_settings_that_only_choose(String elements) {
    assertThat(settings(elements).seesOnlyTheCatalogue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<name>org.acme.Generator</name>",
        "<database><name>org.acme.Database</name></database>",
        "<strategy><name>\n  org.acme.Strategy</name></strategy>",
        "<database><schemaVersionProvider>SELECT max(v) FROM t</schemaVersionProvider></database>",
        "<database><catalogVersionProvider>SELECT 1</catalogVersionProvider></database>",
        "<database><forcedTypes><forcedType><sql>SELECT a FROM t</sql></forcedType></forcedTypes></database>",
        "<database><forcedTypes><forcedType><includeSql>SELECT 1</includeSql></forcedType></forcedTypes></database>",
        "<database><syntheticObjects><enums><enum><literalSql>SELECT a FROM t</literalSql></enum></enums></syntheticObjects></database>",
        "<database><syntheticObjects><enums><enum><literalsFromColumnContent>true</literalsFromColumnContent></enum></enums></syntheticObjects></database>"
      })
  void a_query_or_a_class_may_see_rows_as_well(String elements) {
    assertThat(settings(elements).seesOnlyTheCatalogue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<name>org.jooq.codegen.JavaGenerator</name><generate><pojos>true</pojos></generate>",
        "<database><includes>a.*</includes><excludes>b</excludes></database>",
        "<database><forcedTypes><forcedType><userType>a.B</userType></forcedType></forcedTypes></database>"
      })
  void most_settings_see_tables_apart(String elements) {
    assertThat(settings(null).seesTablesApart()).isTrue();
    assertThat(settings(elements).seesTablesApart()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<name>org.jooq.codegen.KotlinGenerator</name>",
        "<name>org.acme.Generator</name>",
        "<strategy><matchers/></strategy>",
        "<strategy><name>org.jooq.codegen.KeepNamesGeneratorStrategy</name></strategy>",
        "<database><syntheticObjects><primaryKeys/></syntheticObjects></database>",
        "<database><embeddables/></database>",
        "<database><embeddablePrimaryKeys>a</embeddablePrimaryKeys></database>",
        "<database><onUnused>FAIL</onUnused></database>",
        "<generate><generatedAnnotationDate>true</generatedAnnotationDate></generate>",
        "<database><forcedTypes><forcedType><userType>a.B[]</userType></forcedType></forcedTypes></database>"
      })
  void what_connects_tables_in_another_way_does_not(String elements) {
    assertThat(settings(elements).seesTablesApart()).isFalse();
  }

  private static GeneratorSettings settings(@Nullable String elements) {
    String xml = elements == null ? null : "<generator>" + elements + "</generator>";
    return new GeneratorSettings(Path.of("target"), "org.acme", xml, "flyway_schema_history");
  }
}
