// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real file system of its own that is as small as a test wants it. Only who may mount can have
 * one: root on a machine, and root in a container that was given the right to; elsewhere the test
 * is skipped. It goes when it is closed, and also when this JVM dies.
 */
public final class SmallDisk implements AutoCloseable {

  /** Mounts, then again with each line of options that it reads; at the end-of-file it unmounts. */
  private static final String SCRIPT =
      """
      mount -t tmpfs -o "$2" tmpfs "$1" || exit 1
      echo done
      while read -r options; do
        mount -o "remount,$options" "$1" || exit 1
        echo done
      done
      umount -l "$1"
      """;

  private final Path folder;
  private final Process mounter;
  private final BufferedReader answers;

  private SmallDisk(Path folder, Process mounter) {
    this.folder = folder;
    this.mounter = mounter;
    this.answers = mounter.inputReader();
  }

  /**
   * Mounts one.
   *
   * @param folder to be made
   * @param options of tmpfs, for example {@code size=8m}
   */
  public static SmallDisk at(Path folder, String options) throws IOException {
    Files.createDirectories(folder);
    Process mounter =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", folder.toString(), options)
            .redirectErrorStream(true)
            .start();
    SmallDisk disk = new SmallDisk(folder, mounter);
    String answer = disk.answers.readLine();
    assumeTrue("done".equals(answer), "no file system can be mounted here: " + answer);
    return disk;
  }

  public Path folder() {
    return folder;
  }

  /** Changes its options: {@code ro}, {@code size=1m}. */
  public void change(String options) throws IOException {
    OutputStream orders = mounter.getOutputStream();
    orders.write((options + "\n").getBytes(StandardCharsets.US_ASCII));
    orders.flush();
    String answer = answers.readLine();
    if (!"done".equals(answer)) {
      throw new IOException("mount said " + answer);
    }
  }

  /** Fills it up. */
  public void leave(long bytes) throws IOException {
    Path ballast = folder.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[4096];
      while (folder.toFile().getUsableSpace() > bytes) {
        out.write(page);
      }
    }
  }

  @Override
  public void close() throws IOException {
    mounter.getOutputStream().close();
    try {
      mounter.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(folder);
  }
}
