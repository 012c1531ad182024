// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A process's hold on the pipe of a watchdog: while anybody has one, the server lives. The kernel
 * gives it up for a process that ends, in whatever way.
 */
final class LeasePipe implements AutoCloseable {

  private static final String NAME = "leases";

  private final Path path;
  private final FileChannel channel;

  /** Opened to read, too: to open it to write alone would wait for a watchdog that may be dead. */
  private LeasePipe(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Makes the pipe of a folder and takes hold of it. */
  static LeasePipe create(WorkFolder folder) throws IOException {
    Path path = folder.path().resolve(NAME);
    List<String> command = List.of("mkfifo", "-m", "600", path.toString());
    Subprocess.Outcome outcome = Subprocess.run(command, "", folder.log());
    if (outcome.status() != 0) {
      throw new IOException("mkfifo said \"" + outcome.lastWord() + "\"");
    }
    return new LeasePipe(path);
  }

  /**
   * Takes hold of the pipe of a folder.
   *
   * @throws java.nio.file.NoSuchFileException when it is gone
   */
  static LeasePipe open(WorkFolder folder) throws IOException {
    return new LeasePipe(folder.path().resolve(NAME));
  }

  Path path() {
    return path;
  }

  /** For words to the watchdog; closing it is letting go. */
  OutputStream orders() {
    return Channels.newOutputStream(channel);
  }

  /** Says one line, which is less than what pipes keep together. */
  void say(String order) throws IOException {
    channel.write(ByteBuffer.wrap((order + "\n").getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
