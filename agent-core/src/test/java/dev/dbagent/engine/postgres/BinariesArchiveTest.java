// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Scripts stand in for programs. */
@DisabledOnOs(OS.WINDOWS)
class BinariesArchiveTest {

  private static final Optional<String> NO_PROGRAM = Optional.empty();

  @TempDir Path folder;
  private Path home;
  private byte[] packed;
  private byte[] library;

  @BeforeEach
  void programs() throws IOException {
    home = folder.resolve("home");
    library = new byte[300_000];
    new Random(1).nextBytes(library);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
      put(tar, "bin/postgres", 0755, "program".getBytes(UTF_8));
      put(tar, "lib/library.so", 0644, library);
    }
    packed = bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, int mode, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(mode);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Test
  void the_library_unpacks_where_there_is_no_program() throws Exception {
    BinariesArchive.unpack(jar(packed), home, NO_PROGRAM);

    assertUnpacked();
  }

  @Test
  void the_machines_own_program_unpacks_the_same() throws Exception {
    assumeThat(Subprocess.find("xz")).isPresent();
    Path used = folder.resolve("used");

    BinariesArchive.unpack(jar(packed), home, Optional.of(program(": >" + used + "; xz \"$@\"")));

    assertUnpacked();
    assertThat(used).exists();
  }

  @Test
  void a_program_that_does_not_work_is_none() throws Exception {
    for (String work :
        List.of(
            "exit 1",
            "cat",
            "cat >/dev/null",
            "head -c 1000 >/dev/null; kill -9 $$",
            "xz -dc | head -c 200000; cat >/dev/null",
            "xz -dc; exit 1")) {
      BinariesArchive.unpack(jar(packed), home, Optional.of(program(work)));

      assertUnpacked();
      Folders.delete(home);
    }
    BinariesArchive.unpack(jar(packed), home, Optional.of(folder.resolve("none").toString()));
    assertUnpacked();
  }

  @Test
  void what_is_damaged_is_told_with_and_without_a_program() throws IOException {
    byte[] changed = packed.clone();
    changed[changed.length / 2] ^= 1;
    byte[] last = packed.clone();
    last[last.length - 20] ^= 1;

    for (byte[] damaged : List.of(changed, last)) {
      for (Optional<String> program : List.of(NO_PROGRAM, Subprocess.find("xz"))) {
        Path jar = jar(damaged);
        assertThatExceptionOfType(BinariesArchive.DamagedException.class)
            .isThrownBy(() -> BinariesArchive.unpack(jar, home, program));
        Folders.delete(home);
      }
    }
  }

  private String program(String work) throws IOException {
    Path script = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + work + "\n");
    Folders.allow(script, Folders.READABLE);
    return script.toString();
  }

  private Path jar(byte[] content) throws IOException {
    Path jar = folder.resolve("programs.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("programs.txz"));
      zip.write(content);
    }
    return jar;
  }

  private void assertUnpacked() {
    assertThat(home.resolve("bin/postgres")).hasContent("program").isExecutable();
    assertThat(home.resolve("lib/library.so")).hasBinaryContent(library);
    assertThat(Manifest.isKeptBy(home)).isTrue();
  }
}
