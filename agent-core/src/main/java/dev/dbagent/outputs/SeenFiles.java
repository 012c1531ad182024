// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import dev.dbagent.model.Checksum;
import dev.dbagent.model.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells checksums of files, and reads none that looks as it did when it was read, in this build or
 * in an earlier one in the same place. What looks prove, {@link Stamps} tells. For one thread at a
 * time.
 */
public final class SeenFiles {

  private static final String HEADER = "db-agent seen 1";

  /** The last line: whatever is cut off has another one. */
  private static final String END = "end";

  private final @Nullable Path file;
  private @Nullable Map<String, Seen> earlier;
  private final Map<String, Seen> asked = new HashMap<>();

  private SeenFiles(@Nullable Path file) {
    this.file = file;
  }

  /** Of this build only. */
  public static SeenFiles ofNow() {
    return new SeenFiles(null);
  }

  /**
   * With what an earlier build has noted, which is read when it is needed.
   *
   * @param file where that is, if anything is; {@link #note} replaces it
   */
  public static SeenFiles notedIn(Path file) {
    return new SeenFiles(file);
  }

  /**
   * How a file looked, and what it held.
   *
   * @param size in bytes
   * @param changed when, in nanoseconds since 1970
   */
  private record Seen(long size, long changed, String checksum) {

    static Seen of(BasicFileAttributes looks, String checksum) {
      return new Seen(looks.size(), changed(looks), checksum);
    }

    boolean isLike(BasicFileAttributes looks) {
      return size == looks.size() && changed == changed(looks) && looks.isRegularFile();
    }

    private static long changed(BasicFileAttributes looks) {
      return looks.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }
  }

  /**
   * The {@link Checksum} of a file.
   *
   * @throws IOException when there is none, or it cannot be read
   */
  public String checksum(Path path) throws IOException {
    BasicFileAttributes looks = Files.readAttributes(path, BasicFileAttributes.class);
    String name = path.toString();
    Seen known = asked.containsKey(name) ? asked.get(name) : earlier().get(name);
    if (known != null && known.isLike(looks)) {
      asked.put(name, known);
      return known.checksum();
    }
    boolean isProof = Stamps.prove(path, looks);
    Seen read = Seen.of(looks, Checksum.of(FileBytes.of(path)));
    if (isProof) {
      asked.put(name, read);
    }
    return read.checksum();
  }

  private Map<String, Seen> earlier() {
    Map<String, Seen> noted = earlier;
    if (noted == null) {
      noted = file == null ? Map.of() : noted(file);
      earlier = noted;
    }
    return noted;
  }

  /** Nothing if it cannot be understood. */
  private static Map<String, Seen> noted(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      int last = lines.size() - 1;
      if (last < 1 || !lines.get(0).equals(HEADER) || !lines.get(last).equals(END)) {
        return Map.of();
      }
      Map<String, Seen> noted = new HashMap<>();
      for (String line : lines.subList(1, last)) {
        String[] words = line.split(" ", 4);
        noted.put(words[3], new Seen(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
      }
      return noted;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Map.of();
    }
  }

  /** Notes for later builds what this one has asked for, complete or not at all. */
  public void note() throws IOException {
    if (file == null) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of(HEADER));
    asked.forEach(
        (name, it) -> {
          // A name may have any character but zero.
          if (name.indexOf('\n') < 0 && name.indexOf('\r') < 0) {
            lines.add(it.size() + " " + it.changed() + " " + it.checksum() + " " + name);
          }
        });
    lines.add(END);
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.write(aside, lines, StandardCharsets.UTF_8);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
