// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import dev.dbagent.model.Checksum;
import dev.dbagent.model.FileTaker;
import dev.dbagent.model.Parts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells that files are still those that were read, without reading them: by the size and the time
 * of the last change of each. Equal stamps are proof enough; that they differ proves nothing.
 *
 * <p>A time proves something if a later change would have got another one. It would not within one
 * tick of the file system's clock; and a time without a fraction of a second was given to the file,
 * by an archive say, and another content may have been given the same. One such file, or one that
 * cannot be looked at, and there is no proof.
 */
public final class Stamps implements Parts, FileTaker {

  /** In place of stamps that prove nothing. */
  public static final String NONE = "-";

  /** Linux has ticks of 10 ms at most, other systems finer ones. */
  private static final long TICK_NANOS = 20_000_000;

  private static final long SECOND_NANOS = 1_000_000_000;

  private final Checksum checksum = new Checksum();
  private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
  private boolean proof = true;
  private long youngest = Long.MIN_VALUE;

  /** Those that may change within the tick in which they were changed last. */
  private final List<Path> fresh = new ArrayList<>();

  /** Adds what decides beside files. */
  @Override
  public Stamps add(String name, byte[] value) {
    checksum.add(name, value);
    return this;
  }

  /** Adds a file; it must be read after that. */
  @Override
  public void accept(String name, Path file) {
    try {
      accept(name, file, Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      proof = false;
    }
  }

  @Override
  public void accept(String name, Path file, BasicFileAttributes looks) {
    long changed = looks.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    proof &= mayProve(file, looks, changed);
    youngest = Math.max(youngest, changed);
    if (age(changed) < TICK_NANOS) {
      fresh.add(file);
    }
    checksum.add(name, numbers.clear().putLong(looks.size()).putLong(changed).array());
  }

  /** Whether a file that is read now, and looks like that, will not be another one that does. */
  static boolean prove(Path file, BasicFileAttributes looks) {
    long changed = looks.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    return mayProve(file, looks, changed) && age(changed) >= TICK_NANOS;
  }

  private static boolean mayProve(Path file, BasicFileAttributes looks, long changed) {
    return looks.isRegularFile()
        && changed % SECOND_NANOS != 0
        && file.getFileSystem() == FileSystems.getDefault();
  }

  /** The stamps as one word; {@link #NONE} if they prove nothing. */
  public String proved() {
    return proof && age() >= TICK_NANOS ? checksum.toString() : NONE;
  }

  /**
   * As {@link #proved}, of files that have just been written: waits for the next tick if need be.
   *
   * @param folder on whose file system most of them are: a file that is written there now tells
   *     when the tick is over
   */
  public String settled(Path folder) {
    if (proof && age() < TICK_NANOS && TickWatch.sawNext(folder, fresh, youngest)) {
      return checksum.toString();
    }
    // Longer than that it would only take where the file system's clock is ahead.
    long deadline = System.nanoTime() + 2 * TICK_NANOS;
    while (proof && age() < TICK_NANOS && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TICK_NANOS / 4);
    }
    return proved();
  }

  /** Of the file that was changed last; negative where the file system's clock is ahead. */
  private long age() {
    return youngest == Long.MIN_VALUE ? Long.MAX_VALUE : age(youngest);
  }

  private static long age(long changed) {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - changed;
  }
}
