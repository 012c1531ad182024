// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeGeneratorTest implements Progress {

  private static final String HOME = "java.home";

  private final List<String> turns = new ArrayList<>();

  @Test
  void it_is_the_generation_that_fails_when_no_jvm_can_be_had(@TempDir Path folder) {
    GeneratorSettings settings = new GeneratorSettings(folder, "com.acme", null, "history");
    String home = System.getProperty(HOME);
    System.setProperty(HOME, folder.toString());
    try {
      StageFailure failure =
          catchThrowableOfType(
              StageFailure.class,
              () -> CodeGenerator.begin(settings, new JooqSpare(), folder, this));

      assertThat(failure.kind()).isEqualTo(FailureKind.GENERATION_FAILED);
      assertThat(failure).hasMessageContaining("the JVM for jOOQ cannot be started");
    } finally {
      System.setProperty(HOME, home);
    }
    assertThat(turns).containsExactly(CodeGenerator.CASE);
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {
    turns.add(item);
  }

  @Override
  public void done(Stage stage, String summary, Duration took) {}

  @Override
  public void warned(String message) {}

  @Override
  public void detail(String message) {}
}
