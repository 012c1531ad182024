// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import dev.dbagent.cache.StoreFiles.Item;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sealed states in one folder, each a file named by its fingerprint, and small files that are kept
 * with a state under its name, or under a name of their own. A file appears complete or not at all
 * (written aside, renamed last) and is never altered, so any number of builds may use the folder at
 * once without a lock: at worst two of them make the same file.
 *
 * <p>What is found is whole: the end of a file proves its name and length, and the engine proves
 * the content of a state while it unpacks it. What is not is told, forgotten and as good as absent.
 */
public final class StateStore {

  /** Stores of other forms lie beside this one; they are left alone. */
  private static final String FORM = "1";

  private static final String STATE = "state";

  /** The engine's own checksum is among a state's first bytes, so the rest is bound by it. */
  private static final long BEGIN = 64;

  private final StoreFiles files;
  private final StoreLimits limits;
  private final Progress progress;
  private final Clock clock;

  public StateStore(Path directory) {
    this(directory, StoreLimits.standard(), Progress.silent());
  }

  /**
   * A store in a folder, which need not exist.
   *
   * @param directory for stores of any form
   * @param progress is told of damage, and of what cannot be kept
   */
  public StateStore(Path directory, StoreLimits limits, Progress progress) {
    this(directory, limits, progress, Clock.systemUTC());
  }

  StateStore(Path directory, StoreLimits limits, Progress progress, Clock clock) {
    this.files = new StoreFiles(directory.resolve(FORM));
    this.limits = limits;
    this.progress = progress;
    this.clock = clock;
  }

  /** The state of that name, if it was sealed on this machine and is still kept. */
  public Optional<SealedState> find(Fingerprint name) {
    return opened(name, STATE, (channel, trailer) -> sealed(name, channel.size()));
  }

  /** Whether a state of that name is kept, sound or not. */
  public boolean keeps(Fingerprint name) {
    Path file = files.of(name, STATE);
    boolean kept = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (kept) {
      StoreFiles.touchQuietly(file, clock.instant());
    }
    return kept;
  }

  /** What is kept under a name, of that kind. */
  public Optional<byte[]> findKept(Fingerprint name, String kind) {
    return opened(
        name,
        kind,
        (channel, trailer) -> {
          ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(trailer.content()));
          while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
            // Reads on until all is there; that it is as long as that was checked.
          }
          return content.array();
        });
  }

  /**
   * Keeps a state of which nothing is known.
   *
   * @see #seal(Fingerprint, StateLabel, Consumer)
   */
  public SealedState seal(Fingerprint name, Consumer<Path> packer) {
    return seal(name, StateLabel.unknown(), packer);
  }

  /**
   * Keeps a state.
   *
   * @param packer writes the state to the file it is given, which does not exist yet
   * @throws StageFailure when the folder cannot be used or has no room, or the packer fails
   */
  public SealedState seal(Fingerprint name, StateLabel label, Consumer<Path> packer) {
    try {
      SealedState sealed = sealed(name, put(name, STATE, label, BEGIN, packer));
      makeRoom();
      return sealed;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Keeps a state under one more name, because it is also what that name says.
   *
   * @throws StageFailure when the folder cannot be used or has no room, or the state is damaged
   */
  public SealedState seal(Fingerprint name, StateLabel label, SealedState same) {
    return seal(name, label, target -> copy(same, target));
  }

  /** Without the end, which tells the other name. */
  private void copy(SealedState state, Path target) {
    try (FileChannel from = open(state.file());
        FileChannel to =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long length = Trailer.checked(from, state.fingerprint(), STATE).content();
      for (long done = 0; done < length; ) {
        done += from.transferTo(done, length - done, to);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Keeps a state if it can be kept: a store that has no room or cannot be written is told in one
   * line, and whoever needs the state has to make it again.
   *
   * @throws StageFailure when the packer fails for another reason
   */
  public Optional<SealedState> sealIfPossible(
      Fingerprint name, StateLabel label, Consumer<Path> packer) {
    try {
      return Optional.of(seal(name, label, packer));
    } catch (StageFailure e) {
      if (e.kind() != FailureKind.CACHE_UNUSABLE && e.kind() != FailureKind.DISK_FULL) {
        throw e;
      }
      progress.warned(
          "the state is not kept, so whatever needs it makes it again: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Keeps something small, of a state or under a name of its own; what cannot be kept is as good as
   * never made. It may be too much until {@link #makeRoom} is called.
   *
   * @param kind lower-case letters, the same for the same kind of thing; not "state"
   */
  public void keep(Fingerprint name, String kind, byte[] content) {
    if (!isKind(kind) || kind.equals(STATE) || kind.equals(StoreFiles.ASIDE)) {
      throw new IllegalArgumentException("no kind of a kept file: " + kind);
    }
    try {
      put(name, kind, StateLabel.unknown(), Long.MAX_VALUE, file -> write(file, content));
    } catch (IOException | StageFailure e) {
      progress.detail("The " + kind + " of " + name.abbreviated() + " cannot be kept: " + e);
    }
  }

  private static boolean isKind(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
        return false;
      }
    }
    return !word.isEmpty();
  }

  /**
   * Forgets what the limits leave no room for. To look at a store of 350 states takes 14 ms, so who
   * keeps several small things does it once, in the end; a state that is kept does it itself.
   */
  public void makeRoom() {
    evict(listedQuietly());
  }

  /** Keeps a name under another one, as {@link #keep(Fingerprint, String, byte[])} does. */
  public void keep(Fingerprint name, String kind, Fingerprint kept) {
    keep(name, kind, kept.hex().getBytes(StandardCharsets.US_ASCII));
  }

  /** The name that is kept under another one. */
  public Optional<Fingerprint> findName(Fingerprint name, String kind) {
    return findKept(name, kind)
        .map(hex -> new Fingerprint(new String(hex, StandardCharsets.US_ASCII)));
  }

  /** Forgets one state and all that is kept of it, if it is there. */
  public void forget(Fingerprint name) {
    listed().stream()
        .filter(item -> item.name().equals(name.hex()))
        .filter(item -> !item.kind().equals(StoreFiles.ASIDE))
        .forEach(item -> StoreFiles.deleteQuietly(item.file()));
  }

  /** Forgets every state; returns how many there were. */
  public int clear() {
    List<Item> items = listed();
    items.stream()
        .filter(item -> !item.kind().equals(StoreFiles.ASIDE))
        .forEach(item -> StoreFiles.deleteQuietly(item.file()));
    evict(items);
    return (int) items.stream().filter(item -> item.kind().equals(STATE)).count();
  }

  /** All states, the last used first. */
  public List<StoredState> states() {
    return kept().entrySet().stream()
        .filter(name -> isState(name.getValue()))
        .map(state -> stored(state.getKey(), state.getValue()))
        .sorted(Comparator.comparing(StoredState::lastUse).reversed())
        .toList();
  }

  /** How much room all takes that is kept and belongs to no state, in bytes. */
  public long sizeOfOthers() {
    return kept().values().stream()
        .filter(items -> !isState(items))
        .flatMap(List::stream)
        .mapToLong(Item::size)
        .sum();
  }

  private Map<String, List<Item>> kept() {
    return listed().stream()
        .filter(item -> !item.kind().equals(StoreFiles.ASIDE))
        .collect(Collectors.groupingBy(Item::name));
  }

  private static boolean isState(List<Item> items) {
    return items.stream().anyMatch(item -> item.kind().equals(STATE));
  }

  private interface Use<T> {
    T of(FileChannel channel, Trailer trailer) throws IOException;
  }

  private <T> Optional<T> opened(Fingerprint name, String kind, Use<T> use) {
    Path file = files.of(name, kind);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (FileChannel channel = open(file)) {
      T result = use.of(channel, Trailer.checked(channel, name, kind));
      StoreFiles.touchQuietly(file, clock.instant());
      return Optional.of(result);
    } catch (IOException e) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        String what = kind.equals(STATE) ? "the sealed state " : "the kept file ";
        progress.warned(what + file + " is damaged: " + FileTrouble.words(e) + "; it is made anew");
        StoreFiles.deleteQuietly(file);
      }
      return Optional.empty();
    }
  }

  /** To open a pipe would be to wait for whoever writes into it. */
  private static FileChannel open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DamagedFileException(
          Files.isDirectory(file) ? "it is a folder" : "it is no plain file");
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  private SealedState sealed(Fingerprint name, long size) {
    return new SealedState(name, files.of(name, STATE), size);
  }

  /** Returns the size of the file. */
  private long put(
      Fingerprint name, String kind, StateLabel label, long checked, Consumer<Path> writer)
      throws IOException {
    Path aside = files.aside(name);
    Path file = files.of(name, kind);
    long size;
    try {
      Files.createDirectories(files.directory());
      writer.accept(aside);
      Trailer.append(aside, name, kind, label, checked);
      StoreFiles.touchQuietly(aside, clock.instant());
      size = Files.size(aside);
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        StoreFiles.deleteQuietly(file);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      StoreFiles.deleteQuietly(aside);
    }
    return size;
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new StageFailure(FailureKind.CACHE_UNUSABLE, FileTrouble.words(e), e);
    }
  }

  private void evict(List<Item> items) {
    Instant now = clock.instant();
    new Eviction(limits, now).of(items).forEach(item -> StoreFiles.deleteQuietly(item.file()));
  }

  private StoredState stored(String name, List<Item> items) {
    StateLabel label =
        items.stream()
            .filter(item -> item.kind().equals(STATE))
            .findFirst()
            .map(item -> labelOf(item.file()))
            .orElseGet(StateLabel::unknown);
    long size = items.stream().mapToLong(Item::size).sum();
    return new StoredState(name, label, size, Eviction.lastUse(items));
  }

  private static StateLabel labelOf(Path file) {
    try (FileChannel channel = open(file)) {
      return Trailer.read(channel).label();
    } catch (IOException e) {
      // Whoever needs the state tells of it.
      return StateLabel.unknown();
    }
  }

  private List<Item> listed() {
    try {
      return files.list();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** That nothing could be forgotten must not harm who has just kept something. */
  private List<Item> listedQuietly() {
    try {
      return files.list();
    } catch (IOException e) {
      return List.of();
    }
  }

  private StageFailure unusable(IOException e) {
    Path directory = files.directory();
    return DiskFullException.failureBehind(e, directory, "a sealed state")
        .orElseGet(
            () ->
                new StageFailure(
                    FailureKind.CACHE_UNUSABLE,
                    "the state store " + directory + " cannot be used: " + FileTrouble.words(e),
                    e));
  }
}
