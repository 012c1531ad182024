// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitScriptFileTest {

  private static final String INIT = "src/main/db/init.sql";

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new Project(folder).migration("V1__a.sql", "").initScript("");
    Files.delete(folder.resolve(INIT));
  }

  @Test
  void aMissingOneIsNamedWithTheNearest() {
    project.file("src/main/db/intit.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.message())
        .isEqualTo("the init script does not exist; did you mean intit.sql?");
    assertThat(facts.setting()).isEqualTo(new Setting("initScript", "src/main/db/intit.sql"));
  }

  @Test
  void aMissingFolderIsTold() throws IOException {
    Files.delete(folder.resolve("src/main/db"));

    FailureFacts facts = refused();

    assertThat(facts.message()).isEqualTo("the init script does not exist, nor does its folder");
    assertThat(facts.setting()).isNull();
  }

  @Test
  void aFolderIsNoScript() throws IOException {
    Files.createDirectory(folder.resolve(INIT));

    assertThat(refused().message()).isEqualTo("the init script cannot be read: it is a folder");
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.INIT_SCRIPT_FAILED);
    assertThat(facts.place()).isEqualTo(Place.file(INIT));
    return facts;
  }
}
