// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where a JVM that was started as a {@link WorkerJvm} gets its orders: they come by standard input,
 * answers go by standard output. If the input ends before an order is answered, whoever asked is
 * gone, and so is this JVM.
 */
public final class Desk implements AutoCloseable {

  private final Letters.Writing answers;
  private final BlockingQueue<Optional<Object>> arrived = new LinkedBlockingQueue<>();
  private final AtomicBoolean working = new AtomicBoolean();

  private final @Nullable String shell;

  private Desk(Letters.Writing answers, @Nullable String shell) {
    this.answers = answers;
    this.shell = shell;
  }

  /** A line that somebody printed in the JVM that works. */
  record Printed(String line) {}

  /**
   * Opens it, once. What anybody prints in this JVM from now on is told as well, line by line.
   *
   * @param arguments of the main method
   */
  public static Desk open(String[] arguments) {
    Letters.Writing answers = new Letters.Writing(new FileOutputStream(FileDescriptor.out));
    Desk desk = new Desk(answers, arguments.length == 0 ? null : arguments[0]);
    System.setOut(new PrintStream(desk.new Lines(), true, UTF_8));
    System.setErr(new PrintStream(desk.new Lines(), true, UTF_8));
    Thread reader = new Thread(desk::read, "orders");
    reader.setDaemon(true);
    reader.start();
    return desk;
  }

  private void read() {
    try (Letters.Reading in = new Letters.Reading(new FileInputStream(FileDescriptor.in))) {
      while (true) {
        Object letter = in.receive();
        working.set(true);
        arrived.add(Optional.of(letter));
      }
    } catch (IOException e) {
      if (working.get()) {
        if (shell != null) {
          ParentShell.kill();
        }
        Runtime.getRuntime().halt(0);
      }
      arrived.add(Optional.empty());
    }
  }

  /** Waits for the next order, or for what was asked with {@link #tell}; empty at the end. */
  public Optional<Object> take() throws InterruptedException {
    return arrived.take();
  }

  /** The same, but empty also when nothing has come for so long. */
  public Optional<Object> take(Duration patience) throws InterruptedException {
    Optional<Object> letter = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return letter == null ? Optional.empty() : letter;
  }

  /** Sets those system properties of the starter that this JVM does not have. */
  public static void adopt(Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  /** Tells something on the way to the answer. Any thread may. */
  public void tell(Object news) {
    try {
      answers.send(news);
    } catch (IOException e) {
      // Nobody is there to be told, or he is told that it could not be: see Letters.
    }
  }

  /** Answers an order. */
  public void answer(Object answer) {
    working.set(false);
    tell(answer);
  }

  /** Tells what is printed, a line at a time. */
  private final class Lines extends ByteArrayOutputStream {

    @Override
    public synchronized void flush() {
      int end = endOfLastLine();
      if (end > 0) {
        String lines = new String(buf, 0, end, UTF_8);
        byte[] rest = Arrays.copyOfRange(buf, end, count);
        reset();
        writeBytes(rest);
        lines.lines().forEach(line -> tell(new Printed(line)));
      }
    }

    private int endOfLastLine() {
      int end = count;
      while (end > 0 && buf[end - 1] != '\n') {
        end--;
      }
      return end;
    }
  }

  /**
   * Ends the day: nobody is to wait for what this JVM does now, which may be to write an archive.
   */
  @Override
  public void close() {
    if (shell != null) {
      ParentShell.end(shell);
    }
  }
}
