// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastWordsTest {

  private static final String TIME = "2026-11-25 15:58:46.801 UTC ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FATAL:  could not write to file \"pg_wal/xlogtemp.539\": No space left on device",
        "PANIC:  could not write to file \"pg_wal/xlogtemp.539\": Disk quota exceeded",
        "FATAL:  could not extend file \"base/1/2660\": wrote only 4096 of 8192 bytes at block 1",
        "FATAL:  could not resize shared memory segment \"pg_dynshmem/mmap.1\" to 8 bytes:"
            + " No space left on device",
      })
  void a_full_disk_is_heard(String line) {
    assertThat(said(TIME + "[539] " + line).nameFullDisk()).isTrue();
    assertThat(said("running bootstrap script ... " + TIME + "[539] " + line).nameFullDisk())
        .isTrue();
  }

  @Test
  void a_kernel_without_identifiers_is_no_full_disk() {
    LastWords words =
        said(
            TIME
                + "[9] FATAL:  could not create shared memory segment: No space left on device\n"
                + TIME
                + "[9] HINT:  This error does *not* mean that you have run out of disk space.\n");

    assertThat(words.nameFullDisk()).isFalse();
    assertThat(words.nameFullKernelTable()).isTrue();
  }

  @Test
  void a_small_dev_shm_is_no_full_disk_either() {
    LastWords words =
        said(
            TIME
                + "[9] FATAL:  could not resize shared memory segment \"/PostgreSQL.19\" to 11176"
                + " bytes: No space left on device\n");

    assertThat(words.nameFullDisk()).isFalse();
    assertThat(words.nameFullMemory()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/x/bin/postgres: error while loading shared libraries: libicui18n.so.60: cannot open"
            + " shared object file: No such file or directory | libicui18n.so.60",
        "Error loading shared library libxml2.so.2: No such file or directory (needed by /x/bin/postgres)"
            + " | libxml2.so.2",
        "dyld[71]: Library not loaded: @loader_path/../lib/libicuuc.68.dylib"
            + " | @loader_path/../lib/libicuuc.68.dylib",
      })
  void the_library_that_is_missing_is_heard(String line, String library) {
    assertThat(said(line).missingLibrary()).contains(library);
  }

  @Test
  void an_old_c_library_and_a_nameless_user_are_heard() {
    assertThat(
            said("postgres: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found")
                .missingLibc())
        .contains("GLIBC_2.38");
    assertThat(
            said("initdb: could not look up effective user ID 4711: user does not exist")
                .namelessUser())
        .contains("4711");
  }

  @ParameterizedTest
  @CsvSource({
    "137, SIGKILL, true",
    "139, SIGSEGV, false",
    "135, SIGBUS, false",
    "160, signal 32, false"
  })
  void a_shell_s_status_tells_the_signal(int status, String signal, boolean killed) {
    LastWords words = new LastWords("", OptionalInt.of(status));

    assertThat(words.signal()).contains(signal);
    assertThat(words.wasKilled()).isEqualTo(killed);
  }

  @Test
  void the_signal_that_ended_a_backend_is_in_the_log() {
    LastWords words =
        said(TIME + "[9] LOG:  client backend (PID 1014) was terminated by signal 9: Killed");

    assertThat(words.wasKilled()).isTrue();
    assertThat(said("").signal()).isEmpty();
    assertThat(new LastWords("", OptionalInt.of(1)).signal()).isEmpty();
  }

  @Test
  void the_sentence_is_the_line_that_tells_most() {
    String log =
        TIME
            + "[9] LOG:  starting PostgreSQL 18.6\n"
            + TIME
            + "[9] FATAL:  it is broken\n"
            + TIME
            + "[9] LOG:  database system is shut down\n";

    assertThat(said(log).sentence()).isEqualTo("it is broken");
    assertThat(said("backend> backend> " + TIME + "[9] ERROR:  no such role\nbackend> ").sentence())
        .isEqualTo("no such role");
    assertThat(said("creating files ... ok\ninitdb: error: no way\ngood bye\n").sentence())
        .isEqualTo("initdb: error: no way");
    assertThat(said("one\ntwo\n").sentence()).isEqualTo("two");
    assertThat(new LastWords("\n", OptionalInt.of(3)).sentence())
        .isEqualTo("it said nothing, status 3");
  }

  @Test
  void what_sessions_and_statements_said_is_not_told() {
    String log =
        TIME
            + "[9] LOG:  database system is ready to accept connections\n"
            + "printed by a program: s3cret\n"
            + TIME
            + "[12] ERROR:  the password is s3cret\n"
            + TIME
            + "[12] LOG:  raised by a script: s3cret\n"
            + TIME
            + "[12] WARNING:  s3cret\n"
            + TIME
            + "[9] LOG:  client backend (PID 12) was terminated by signal 9: Killed\n"
            + TIME
            + "[9] DETAIL:  Failed process was running: ALTER ROLE agent\n"
            + "\tPASSWORD 's3cret'\n"
            + TIME
            + "[12] STATEMENT:  SELECT 's3cret'\n";

    assertThat(said(log).lines())
        .containsExactly(
            TIME + "[9] LOG:  database system is ready to accept connections",
            TIME + "[9] LOG:  client backend (PID 12) was terminated by signal 9: Killed");
  }

  @Test
  void only_the_last_lines_are_told() {
    assertThat(said("x\n".repeat(50) + "y\n").lines()).hasSize(10).endsWith("y");
  }

  private static LastWords said(String text) {
    return new LastWords(text, OptionalInt.empty());
  }
}
