// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page in docs is the catalogue. {@code -Ddocs.write=true} renders it anew. */
class DiagnosesPageTest {

  private static final Path PAGE = Path.of("../docs/diagnoses.md");

  @Test
  void the_page_is_what_the_catalogue_says() throws IOException {
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, CatalogueText.markdown());
    }

    assertThat(PAGE)
        .as("render it anew with -Ddocs.write=true")
        .hasContent(CatalogueText.markdown());
  }
}
