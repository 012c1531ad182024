// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrivilegeLadderIT {

  private static final PrivilegeLadder STANDARD = PrivilegeLadder.standard();

  @BeforeEach
  void only_root_needs_it() {
    assumeTrue(ProcessUser.isRoot());
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void each_rung_leads_to_a_server_and_leaves_nothing(Rung rung) throws Exception {
    assumeTrue(
        STANDARD.searchPath().stream().anyMatch(p -> Files.isExecutable(p.resolve(rung.tool()))),
        rung.tool() + " is not installed");
    PostgresServer server = (PostgresServer) engine(only(rung)).start();
    WorkFolder folder = server.running().folder();
    ProcessHandle process = ProcessHandle.of(folder.serverPid().orElseThrow()).orElseThrow();
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      assertThat(connection.isValid(5)).isTrue();
      assertThat(process.info().command().orElseThrow()).endsWith("/bin/postgres");
      assertThat(ProcessUser.uidOf(folder.data()))
          .isEqualTo(rung.changesOwner() ? STANDARD.account().uid() : 0);
      assertThat(ProcessUser.uidOf(folder.path())).as("what we note is ours").isZero();
    } finally {
      server.close();
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void a_rung_that_fails_is_passed() {
    PrivilegeLadder ladder =
        new PrivilegeLadder(
            List.of(Rung.SU, Rung.SETPRIV, Rung.CHROOT),
            STANDARD.searchPath(),
            new Account("no-such-account", STANDARD.account().uid(), STANDARD.account().gid()));
    try (DatabaseServer server = engine(ladder).start()) {
      assertThat(server).isNotNull();
    }
  }

  @Test
  void when_none_works_one_sentence_tells_what_each_said() {
    PrivilegeLadder ladder =
        new PrivilegeLadder(
            List.of(Rung.SETPRIV, Rung.RUNUSER, Rung.SU),
            List.of(Path.of("/usr/sbin"), Path.of("/sbin")),
            new Account("no-such-account", 65534, 65534));
    assertRefused(ladder, "setpriv is not installed", "runuser said", "no-such-account");
  }

  @Test
  void it_can_be_told_to_try_none() {
    assertThat(PrivilegeLadder.chosen("")).isEmpty();
    assertThat(PrivilegeLadder.chosen("su, chroot")).containsExactly(Rung.SU, Rung.CHROOT);
    assertThat(PrivilegeLadder.chosen(null)).containsExactly(Rung.values());
    assertRefused(
        new PrivilegeLadder(List.of(), STANDARD.searchPath(), STANDARD.account()), "none");
  }

  private static void assertRefused(PrivilegeLadder ladder, String... words) {
    EmbeddedPostgres engine = engine(ladder);
    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(engine::start)
        .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("\n"))
        .extracting(StageFailure::kind)
        .isEqualTo(FailureKind.NO_WAY_TO_DROP_ROOT);
  }

  private static PrivilegeLadder only(Rung rung) {
    return new PrivilegeLadder(List.of(rung), STANDARD.searchPath(), STANDARD.account());
  }

  private static EmbeddedPostgres engine(PrivilegeLadder ladder) {
    return EmbeddedPostgres.of(
        new PostgresSettings(RealEngine.NEWEST, null, "app"),
        ladder,
        RealEngine.artifacts(),
        Progress.silent());
  }
}
