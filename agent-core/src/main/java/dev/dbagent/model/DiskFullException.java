// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file system had no room for what was to be written. The one place that can tell that from
 * everything else that goes wrong with files.
 *
 * <p>Java keeps no error number, only the operating system's sentence, in the language of the
 * user's locale. So the sentence is compared with the English ones and with what this machine says
 * of {@code /dev/full} (full(4)), a file that is always full; when there is neither, the room that
 * is left decides. Ask at once, before anything is deleted.
 */
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final String NO_SPACE = "No space left on device";

  /** EDQUOT in glibc, macOS and musl. */
  private static final List<String> OVER_QUOTA =
      List.of("Disk quota exceeded", "Disc quota exceeded", "Quota exceeded");

  private static final String ON_WINDOWS = "There is not enough space on the disk";

  private static final Path ALWAYS_FULL = Path.of("/dev/full");
  private static final int LONGEST_CHAIN = 20;

  /** With so much left, it is not the room itself that was missing. */
  private static final long ENOUGH = 16L << 20;

  private final transient Path folder;

  private DiskFullException(String message, Path folder, Throwable cause) {
    super(message, cause);
    this.folder = folder;
  }

  /** Where something was to be written. */
  public Path folder() {
    return folder;
  }

  /**
   * Throws a failure of kind DISK_FULL if lack of room is the reason, and does nothing otherwise.
   *
   * @param folder where something was to be written
   * @param writing what, for example {@code the handoff}
   */
  public static void throwIfBehind(Throwable thrown, Path folder, String writing) {
    Optional<StageFailure> failure = failureBehind(thrown, folder, writing);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** The failure of kind DISK_FULL if lack of room is the reason. */
  public static Optional<StageFailure> failureBehind(
      Throwable thrown, Path folder, String writing) {
    DiskSpace space = DiskSpace.of(folder);
    boolean full =
        chain(thrown).anyMatch(DiskFullException::saysSo)
            || (space.isExhausted() && chain(thrown).anyMatch(DiskFullException::saysLittle));
    return full ? Optional.of(failure(thrown, folder, writing)) : Optional.empty();
  }

  /** The failure, when it is known already that lack of room is the reason. */
  public static StageFailure failure(Throwable thrown, Path folder, String writing) {
    DiskSpace space = DiskSpace.of(folder);
    boolean quota =
        chain(thrown).map(DiskFullException::reason).anyMatch(DiskFullException::namesQuota);
    String sentence =
        "%s left on %s for %s in %s%s"
            .formatted(
                quota ? "no disk quota" : "no space",
                space.store(),
                writing,
                folder,
                space.total() > 0 ? ": " + space.share() + " are free" : "");
    FailureFacts facts = FailureFacts.of(FailureKind.DISK_FULL, sentence);
    if (!quota && space.usable() > ENOUGH) {
      facts =
          facts.note(
              "There is room by now: others have deleted something since, or it is the number of"
                  + " files that is used up (df -i), or a quota.");
    }
    return new StageFailure(facts, new DiskFullException(sentence, folder, thrown));
  }

  /** Whether an English line, of a log for example, ends with a disk or a quota that is full. */
  public static boolean isNamedIn(String line) {
    return line.endsWith(NO_SPACE) || namesQuota(line);
  }

  private static boolean namesQuota(String line) {
    return OVER_QUOTA.stream().anyMatch(words -> line.equals(words) || line.endsWith(": " + words));
  }

  /** Streams put a parenthesis around the sentence, processes a number before it. */
  private static boolean saysSo(Throwable t) {
    String reason = reason(t);
    return namesQuota(reason)
        || Stream.of(NO_SPACE, ON_WINDOWS, inTheUsersLanguage()).anyMatch(reason::contains);
  }

  /** Its type names no other reason; those that do have a type of their own. */
  private static boolean saysLittle(Throwable t) {
    return t.getClass() == IOException.class || t.getClass() == FileSystemException.class;
  }

  /** Empty when it is none of input and output. */
  private static String reason(Throwable t) {
    String reason = t instanceof FileSystemException e ? e.getReason() : t.getMessage();
    return t instanceof IOException && reason != null ? reason : "";
  }

  private static String inTheUsersLanguage() {
    try (OutputStream full = Files.newOutputStream(ALWAYS_FULL, StandardOpenOption.WRITE)) {
      full.write(0);
    } catch (FileSystemException e) {
      return NO_SPACE;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    return NO_SPACE;
  }

  private static Stream<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause).limit(LONGEST_CHAIN);
  }
}
