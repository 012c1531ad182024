// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * What an {@code xz} of this machine makes of compressed bytes. Its end is reached only if the
 * program found all of them whole.
 */
final class XzProcess extends FilterInputStream {

  private final Process process;
  private final Thread feeding;

  /**
   * Starts it.
   *
   * @param program where it lies
   * @param packed read to its end by a thread of its own, until this is closed
   */
  XzProcess(String program, InputStream packed) throws IOException {
    this(
        Subprocess.builder(List.of(program, "-dc")).redirectError(Redirect.DISCARD).start(),
        packed);
  }

  private XzProcess(Process process, InputStream packed) {
    super(process.getInputStream());
    this.process = process;
    this.feeding = new Thread(() -> feed(packed, process.getOutputStream()), "db-agent feeding xz");
    feeding.setDaemon(true);
    feeding.start();
  }

  private static void feed(InputStream packed, OutputStream program) {
    try (program) {
      packed.transferTo(program);
    } catch (IOException e) {
      // It hears an early end, or wanted no more: its exit status tells.
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    return read < 0 ? atEnd() : read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    return read < 0 ? atEnd() : read;
  }

  private int atEnd() throws IOException {
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("xz ended with exit status " + status);
      }
      return -1;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while xz ran");
  }

  /** Ends the program, and with it the reading of what it was fed. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    super.close();
    try {
      feeding.join();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }
}
