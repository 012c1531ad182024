// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.testing.BuildLoop;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.SmallDisk;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Eight builds of four versions of a project at once, over one store on a small disk, while builds
 * and servers are killed, states damaged and the disk is filled. However it goes, a build ends, and
 * what it hands on is right or nothing; and nothing is left behind.
 *
 * <p>It ends after so many rounds or seconds, whichever comes first: {@code -Dtorture.rounds=500
 * -Dtorture.seconds=7200 -Dtorture.seed=7} runs for longer, and as another run did.
 */
@Isolated("counts the processes that use a disk, and takes the machine's whole attention")
class TortureIT {

  private static final int BUILDS = 8;
  private static final int VERSIONS = 4;
  private static final int ROUNDS = Integer.getInteger("torture.rounds", 50);
  private static final int SECONDS = Integer.getInteger("torture.seconds", 300);
  private static final long SEED = Long.getLong("torture.seed", 4);

  /** Of one build, on a machine that is busy with seven others. */
  private static final long LONGEST_SECONDS = 120;

  private static final long BEARABLE_SECONDS = 3;

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final List<Worker> workers = new ArrayList<>();
  private final String[] handoffs = new String[VERSIONS];
  private Path cache;
  private int rounds;
  private int sound;
  private int restored;
  private int refused;
  private int killed;
  private int spared;

  /** One daemon: a JVM that builds whatever it is told, and is replaced when it was killed. */
  private final class Worker {

    private final Path project;
    private Process jvm;
    private boolean doomed;
    private int version;
    private CompletableFuture<String> answer = CompletableFuture.completedFuture("null");

    Worker(Path project) throws IOException {
      this.project = project;
      this.jvm = launch();
    }

    void build(int number) throws IOException {
      if (doomed) {
        // It may have answered just before; a process takes a moment to die.
        jvm.onExit().join();
      }
      if (!jvm.isAlive()) {
        jvm = launch();
      }
      doomed = false;
      version = number;
      jvm.outputWriter().write(project + " " + number + "\n");
      jvm.outputWriter().flush();
      answer = CompletableFuture.supplyAsync(this::line);
    }

    private String line() {
      try {
        return String.valueOf(jvm.inputReader().readLine());
      } catch (IOException e) {
        return "null";
      }
    }

    void kill() {
      doomed = true;
      jvm.destroyForcibly();
    }
  }

  @BeforeEach
  void place() {
    cache = folder.resolve("disk/cache");
  }

  @Test
  void however_it_goes_a_build_is_right_or_says_why_not_and_nothing_is_left() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    for (int version = 0; version < VERSIONS; version++) {
      handoffs[version] = handoff(version);
    }
    assertThat(handoffs).doesNotHaveDuplicates();
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=1200m")) {
      Files.createDirectories(cache);
      Files.createDirectories(disk.folder().resolve("tmp"));
      EmbeddedPostgres engine = (EmbeddedPostgres) RealEngine.engine(RealEngine.NEWEST);
      Files.createSymbolicLink(
          cache.resolve("binaries"), engine.cache().root().resolve("binaries"));
      try {
        for (int i = 0; i < BUILDS; i++) {
          workers.add(new Worker(folder.resolve("checkout" + i)));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (rounds < ROUNDS && System.nanoTime() < end) {
          round(rounds, disk);
          rounds++;
        }
      } finally {
        workers.forEach(worker -> worker.jvm.destroyForcibly());
        soon("no process of the cache " + processes(), () -> processes().isEmpty());
      }
      // To be read in the report of the test.
      System.out.println(sums());
      assertThat(sound).as(sums()).isGreaterThan(rounds * BUILDS / 4);
      assertThat(restored).as(sums()).isGreaterThan(rounds);
      assertThat(spared).as(sums()).isGreaterThan(rounds / 4);
    }
  }

  private String sums() {
    return "%d rounds, %d of them left spare directories: %d sound builds (%d restored), %d refused, %d killed"
        .formatted(rounds, spared, sound, restored, refused, killed);
  }

  private String handoff(int version) throws IOException {
    SampleProject project = BuildLoop.project(folder.resolve("alone"), version);
    assertThat(project.prepare()).isEmpty();
    byte[] bytes = Files.readAllBytes(project.settings().outputDirectory().resolve("handoff.json"));
    return Fingerprint.of("handoff").add("bytes", bytes).build().abbreviated();
  }

  private void round(int round, SmallDisk disk) throws Exception {
    String story = "round " + round + " of seed " + SEED;
    if (random.nextBoolean()) {
      // Else most of them would find what they need.
      new StateStore(cache.resolve("states")).clear();
    }
    for (Worker worker : workers) {
      worker.build(random.nextInt(VERSIONS));
    }
    boolean harmless = random.nextInt(4) == 0;
    if (!harmless) {
      harm(disk, random.nextInt(6));
    }
    for (Worker worker : workers) {
      judge(worker, harmless, story);
    }
    Files.deleteIfExists(disk.folder().resolve("ballast"));
    soon(story + ": no process but the builds' own", () -> processes().isEmpty());
    soon(story + ": no work folder", () -> names(cache.resolve("work")).isEmpty());
    spared += names(cache.resolve("spare")).isEmpty() ? 0 : 1;
  }

  private void harm(SmallDisk disk, int how) throws IOException {
    pause();
    switch (how) {
      case 0, 1 -> workers.get(random.nextInt(BUILDS)).kill();
      case 2 -> killServer();
      case 3 -> {
        killServer();
        workers.get(random.nextInt(BUILDS)).kill();
        damage();
      }
      case 4 -> disk.leave(random.nextInt(40_000_000));
      default -> damage();
    }
  }

  private void judge(Worker worker, boolean harmless, String story) throws Exception {
    String answer;
    try {
      answer = worker.answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(story + ": a build of version " + worker.version + " hangs", e);
    }
    String[] words = answer.split(" ", -1);
    switch (words[0]) {
      case "done" -> {
        sound++;
        assertThat(words[1]).as(story + ": handoff").isEqualTo(handoffs[worker.version]);
        if (words[2].contains("/")) {
          restored++;
          assertThat(words[2]).as(story).isEqualTo(BuildLoop.sound(worker.version));
        }
        assertThat(harmless && words[2].equals("killed")).as(story + ": " + answer).isFalse();
      }
      case "refused" -> {
        refused++;
        assertThat(harmless).as(story + ": " + answer).isFalse();
      }
      case "null" -> {
        killed++;
        assertThat(worker.doomed).as(story + ": a build died").isTrue();
      }
      default -> fail(story + ": " + answer);
    }
  }

  private void killServer() {
    List<ProcessHandle> servers =
        processes().stream()
            .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
            .toList();
    if (!servers.isEmpty()) {
      servers.get(random.nextInt(servers.size())).destroyForcibly();
    }
  }

  /** Changes, cuts or lengthens a file in its place, as no build ever does. */
  private void damage() throws IOException {
    List<Path> files = random.nextBoolean() ? states() : filesOfSpares();
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(random.nextInt(files.size()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long place = random.nextLong(channel.size() + 1);
      switch (random.nextInt(3)) {
        case 0 -> channel.truncate(place);
        case 1 -> channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), place);
        default -> channel.write(ByteBuffer.allocate(10), channel.size());
      }
    } catch (NoSuchFileException e) {
      // A build replaced it just now.
    }
  }

  private List<Path> states() {
    Path folder = cache.resolve("states/1");
    return names(folder).stream()
        .filter(name -> name.endsWith(".state"))
        .map(folder::resolve)
        .toList();
  }

  private List<Path> filesOfSpares() {
    List<Path> files = new ArrayList<>();
    addFiles(cache.resolve("spare").toFile(), files);
    return files;
  }

  /** Whoever takes one away meanwhile has it. */
  private static void addFiles(File folder, List<Path> files) {
    for (File file : Objects.requireNonNullElse(folder.listFiles(), new File[0])) {
      if (file.isFile()) {
        files.add(file.toPath());
      } else {
        addFiles(file, files);
      }
    }
  }

  /** All that work in the cache, of whatever parent; the builds themselves work elsewhere. */
  private List<ProcessHandle> processes() {
    String work = cache.resolve("work").toString();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                linked(process, "cwd").startsWith(work)
                    || process.info().commandLine().orElse("").contains(work))
        .toList();
  }

  private static String linked(ProcessHandle process, String name) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/" + name)).toString();
    } catch (IOException e) {
      // It has just ended.
      return "";
    }
  }

  private static List<String> names(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void soon(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BEARABLE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Somewhere within the builds. */
  private void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500)));
  }

  private Process launch() throws IOException {
    Path temporary = cache.resolveSibling("tmp");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx96m",
            "-Djava.io.tmpdir=" + temporary,
            "-Dtest.binaries=" + System.getProperty("test.binaries"),
            "-cp",
            System.getProperty("java.class.path"),
            BuildLoop.class.getName(),
            cache.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
