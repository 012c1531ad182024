// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputRootsTest {

  private static final Path ROOT = Path.of("target", "sources").toAbsolutePath();

  private final OutputRoots roots = new OutputRoots(Map.of("sources", ROOT.resolve("../sources")));

  @Test
  void an_output_lies_in_its_root() {
    assertThat(roots.locate("sources/a/B.java")).isEqualTo(ROOT.resolve("a").resolve("B.java"));
    assertThat(roots.locate("sources/a/../B..java")).isEqualTo(ROOT.resolve("B..java"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sources/../B.java",
        "sources/a/../../B.java",
        "sources//B.java",
        "sources//etc/B"
      })
  void no_output_leads_out_of_it(String output) {
    assertThatThrownBy(() -> roots.locate(output))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leads out");
  }

  @Test
  void one_without_a_root_is_refused() {
    assertThatThrownBy(() -> roots.locate("tests/B.java"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
