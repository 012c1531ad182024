// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The private folder of one server.
 *
 * @param path the folder; ours, so that the server cannot forge what we note in it
 */
record WorkFolder(Path path) {

  private static final int MUCH = 1 << 18;

  /** The random part of its name as far as it tells this folder from the few others. */
  String id() {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf(WorkFolders.SEPARATOR) + 1).split("-", -1)[0];
  }

  /** Notes what the data are, for those who find them without their server. */
  void recordContents(String product, String database) throws IOException {
    Files.writeString(path.resolve("contents"), product + "\n" + database);
  }

  /**
   * What was noted of the data.
   *
   * @return product and exact version of the server, and the database that it was begun for
   */
  List<String> contents() throws IOException {
    return Files.readString(path.resolve("contents")).lines().toList();
  }

  /** The data directory; it belongs to the account that the server runs as. */
  Path data() {
    return path.resolve("data");
  }

  /** What the server said. */
  Path log() {
    return path.resolve("log");
  }

  /** What the server said, of much the first and the last; empty when it could not even begin. */
  String said() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(log().toFile(), "r")) {
      String begin = read(log, MUCH);
      long rest = log.length() - log.getFilePointer();
      log.seek(log.getFilePointer() + Math.max(0, rest - MUCH));
      return begin + read(log, MUCH);
    } catch (FileNotFoundException e) {
      return "";
    }
  }

  private static String read(RandomAccessFile log, int most) throws IOException {
    byte[] bytes = new byte[most];
    int length = 0;
    for (int read = 0; read >= 0 && length < most; read = log.read(bytes, length, most - length)) {
      length += read;
    }
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** The server's pid: the watchdog lets it be written before the server's program starts. */
  OptionalLong serverPid() throws IOException {
    try {
      String pid = Files.readString(path.resolve("pid")).strip();
      return pid.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(pid));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** Notes the server for a later sweep, should we and the watchdog die. */
  void recordServer(long pid) throws IOException {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      Files.writeString(path.resolve("server"), ProcessId.of(process.get()).toString());
    }
  }

  /** The server that was noted, if it still runs. */
  Optional<ProcessHandle> recordedServer() throws IOException {
    return recorded("server");
  }

  /** Notes whose the folder is once the JVM that made it may have gone: the watchdog's. */
  void recordKeeper(ProcessHandle watchdog) throws IOException {
    Files.writeString(path.resolve("keeper"), ProcessId.of(watchdog).toString());
  }

  /** The watchdog that was noted, if it still runs. */
  Optional<ProcessHandle> recordedKeeper() throws IOException {
    return recorded("keeper");
  }

  private Optional<ProcessHandle> recorded(String role) throws IOException {
    try {
      return ProcessId.parse(Files.readString(path.resolve(role))).flatMap(ProcessId::running);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
