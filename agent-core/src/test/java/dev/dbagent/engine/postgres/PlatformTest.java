// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, linux-amd64",
    "Linux, x86_64, false, linux-amd64",
    "Linux, aarch64, false, linux-arm64v8",
    "Linux, amd64, true, linux-amd64-alpine",
    "Linux, aarch64, true, linux-arm64v8-alpine",
    "Mac OS X, x86_64, false, darwin-amd64",
    "Mac OS X, aarch64, false, darwin-arm64v8",
    "Windows 11, amd64, false, windows-amd64",
  })
  void is_the_registrys_word_for_a_machine(
      String os, String arch, boolean musl, String classifier) {
    assertThat(Platform.of(os, arch, musl)).isEqualTo(new Platform(classifier));
  }

  @ParameterizedTest
  @CsvSource({"Linux, s390x", "Linux, x86", "Windows 11, aarch64", "SunOS, amd64", "'', ''"})
  void is_refused_when_nobody_builds_for_it(String os, String arch) {
    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> Platform.of(os, arch, false))
        .withMessageContaining(os)
        .withMessageContaining(arch)
        .satisfies(e -> assertThat(e.facts().notes()).hasSize(arch.equals("x86") ? 1 : 0))
        .extracting(StageFailure::kind)
        .isEqualTo(FailureKind.PLATFORM_UNSUPPORTED);
  }
}
