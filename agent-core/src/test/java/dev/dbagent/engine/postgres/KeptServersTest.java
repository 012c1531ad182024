// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kept servers there are, and for how long. */
class KeptServersTest {

  @TempDir Path root;

  @Test
  void the_newest_stay() throws IOException {
    for (int i = 0; i < 12; i++) {
      keep("server" + i, Duration.ofMinutes(i));
    }

    List<String> before = kept().names();
    kept().sweep(Progress.silent());

    assertThat(before).hasSize(12);
    assertThat(kept().names())
        .hasSize(10)
        .startsWith("t_1_1-server0", "t_1_1-server1")
        .endsWith("t_1_1-server9");
  }

  @Test
  void none_stays_for_long() throws IOException {
    keep("new", Duration.ofDays(6));
    keep("old", Duration.ofDays(8));

    kept().sweep(Progress.silent());

    assertThat(kept().names()).containsExactly("t_1_1-new");
  }

  @Test
  void a_database_is_found_by_its_name() throws IOException {
    keep("abc", Duration.ZERO);

    assertThat(kept().find("t_1_1-abc"))
        .contains(new KeptServers.Kept(new WorkFolder(root.resolve("abc")), "t_1_1"));
    assertThat(List.of("t_1_2-abc", "t_1_1-abd", "t_1_1", "abc", "", "t_1_1-../kept/abc"))
        .allSatisfy(other -> assertThat(kept().find(other)).isEmpty());
  }

  @Test
  void a_cache_that_has_none_is_no_trouble() throws IOException {
    KeptServers none = new KeptServers(root.resolve("none"));

    none.sweep(Progress.silent());

    assertThat(none.names()).isEmpty();
  }

  private KeptServers kept() {
    return new KeptServers(root);
  }

  private void keep(String id, Duration age) throws IOException {
    Path folder = Files.createDirectories(root.resolve(id));
    String name = KeptServers.note(new WorkFolder(folder), "t_1_1");
    assertThat(name).isEqualTo("t_1_1-" + id);
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
  }
}
