// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptEncodingTest {

  private static final String FILE = Project.MIGRATIONS + "V1__city.sql";

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder);
  }

  @Test
  void theFirstBadByteIsShownInItsLine() throws IOException {
    write("CREATE TABLE city (\n  name text DEFAULT 'Zürich'\n);\n", StandardCharsets.ISO_8859_1);

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(new Place(FILE, 2, 23));
    assertThat(facts.message()).isEqualTo("the byte 0xFC here is not UTF-8");
    assertThat(facts.excerpt())
        .isEqualTo(
            new Excerpt(
                1,
                List.of("CREATE TABLE city (", "  name text DEFAULT 'Z\uFFFDrich'", ");"),
                2,
                22));
    assertThat(facts.notes())
        .containsExactly(
            "The file is probably written in ISO-8859-1 or windows-1252, in which this byte is"
                + " 'ü'.");
  }

  @Test
  void aByteOrderMarkIsRecognized() throws IOException {
    write("SELECT 1;", StandardCharsets.UTF_16);

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(new Place(FILE, 1, 1));
    assertThat(facts.message()).isEqualTo("the byte 0xFE here is not UTF-8");
    assertThat(facts.notes())
        .containsExactly("The file begins with the byte order mark of UTF-16.");
  }

  @Test
  void utf8IsRecognizedWhereAnotherEncodingIsSet() throws IOException {
    write("SELECT 'Zürich';", StandardCharsets.UTF_8);
    project.migration("V1__city.sql.conf", "encoding=US-ASCII");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(new Place(FILE, 1, 10));
    assertThat(facts.message()).isEqualTo("the byte 0xC3 here is not US-ASCII");
    assertThat(facts.notes()).containsExactly("The file is written in UTF-8.");
  }

  private void write(String text, Charset charset) throws IOException {
    project.migration("V1__city.sql", "");
    Files.write(folder.resolve(FILE), text.getBytes(charset));
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.SCRIPT_ENCODING_WRONG);
    return facts;
  }
}
