// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.StringReader;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class NestedElementsTest {

  @Test
  void elements_become_dotted_names() throws Exception {
    assertThat(
            NestedElements.settings(
                element(
                    "<flyway><outOfOrder> true </outOfOrder>"
                        + "<placeholders><tenant>x</tenant><a.b>y</a.b></placeholders>"
                        + "<postgresql><transactional><lock>false</lock></transactional></postgresql>"
                        + "</flyway>")))
        .containsOnly(
            entry("outOfOrder", "true"),
            entry("placeholders.tenant", "x"),
            entry("placeholders.a.b", "y"),
            entry("postgresql.transactional.lock", "false"));
  }

  @Test
  void children_named_after_their_parent_are_a_list() throws Exception {
    assertThat(
            NestedElements.settings(
                element(
                    "<flyway><locations><location>a</location><location>b</location></locations>"
                        + "<sqlMigrationSuffixes><sqlMigrationSuffix>.sql</sqlMigrationSuffix>"
                        + "</sqlMigrationSuffixes></flyway>")))
        .containsOnly(entry("locations", "a,b"), entry("sqlMigrationSuffixes", ".sql"));
  }

  @Test
  void a_placeholder_may_be_called_placeholder() throws Exception {
    assertThat(
            NestedElements.settings(
                element(
                    "<flyway><placeholders><placeholder>x</placeholder></placeholders></flyway>")))
        .containsOnly(entry("placeholders.placeholder", "x"));
  }

  @Test
  void no_element_means_no_settings() {
    assertThat(NestedElements.settings(null)).isEmpty();
    assertThat(NestedElements.xml(null)).isNull();
  }

  @Test
  void xml_goes_through_unchanged() throws Exception {
    String xml =
        "<generator><database><includes>a|b &amp; &lt;c&gt;</includes></database>"
            + "<strategy kind=\"x&quot;y\"></strategy></generator>";

    assertThat(NestedElements.xml(element(xml))).isEqualTo(xml);
  }

  private static PlexusConfiguration element(String xml) throws Exception {
    return new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(xml)));
  }
}
