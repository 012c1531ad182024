// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.model.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationPatternTest {

  @ParameterizedTest
  @CsvSource({
    "db/migration, true, db/migration",
    "classpath:db/migration, true, db/migration",
    "classpath:/db/migration/, true, db/migration",
    "classpath://db//, true, db",
    "classpath:/, true, ''",
    "filesystem:sql//, false, sql",
    "filesystem:/srv/sql/, false, /srv/sql",
    "filesystem:/, false, /",
    "filesystem:C:\\sql\\, false, C:/sql",
    "filesystem:sql/**/old, false, sql",
  })
  void has_a_root_without_the_slashes_at_its_ends(
      String location, boolean isClassPath, String root) {
    LocationPattern pattern = LocationPattern.of(location);

    assertThat(pattern.isClassPath()).isEqualTo(isClassPath);
    assertThat(pattern.root()).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({"C:\\sql, C:/sql", "z:/sql/, z:/sql"})
  void a_drive_of_windows_is_no_scheme(String location, String root) {
    assertThat(LocationPattern.of(location).root()).isEqualTo(root);
  }

  @Test
  void another_scheme_is_refused() {
    assertThatThrownBy(() -> LocationPattern.of("s3:bucket")).isInstanceOf(StageFailure.class);
    assertThatThrownBy(() -> LocationPattern.of("C:sql")).isInstanceOf(StageFailure.class);
    assertThatThrownBy(() -> LocationPattern.of("1:/sql")).isInstanceOf(StageFailure.class);
  }
}
