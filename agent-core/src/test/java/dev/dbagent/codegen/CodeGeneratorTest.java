// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    try (CodeGenerator generator = CodeGenerator.begin(settings, new JooqSpare(), folder, false)) {
      StageFailure failure =
          catchThrowableOfType(
              StageFailure.class,
              () -> generator.generate(gone(), EarlierCode::none, name -> Optional.empty(), this));

      assertThat(failure.kind()).isEqualTo(FailureKind.GENERATION_FAILED);
      assertThat(failure).hasMessageContaining("the JVM for jOOQ cannot be started");
    } finally {
      System.setProperty(HOME, home);
    }
    assertThat(turns).containsExactly(CodeGenerator.CASE);
  }

  private static DatabaseServer gone() {
    return (DatabaseServer)
        Proxy.newProxyInstance(
            DatabaseServer.class.getClassLoader(),
            new Class<?>[] {DatabaseServer.class},
            (proxy, method, arguments) -> {
              throw new StageFailure(FailureKind.SERVER_FAILED, "the server is gone");
            });
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
