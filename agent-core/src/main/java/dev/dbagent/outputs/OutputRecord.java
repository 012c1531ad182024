// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import dev.dbagent.model.Checksum;
import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a goal made, and of what. It is written as the goal's last act and withdrawn before the goal
 * does anything, so a record that stands tells of a goal that ended well.
 *
 * @param key over everything that could have made the outcome another one
 * @param inputs the checksum of the same, which is faster to tell
 * @param seen how inputs and outputs looked from outside, which is faster still: {@link Stamps} of
 *     both, or {@link Stamps#NONE}
 * @param state the name of the state that the goal handed on or worked with
 * @param told what the goal told that is still worth telling when it need not run again; one line
 *     each
 * @param checksums the outputs by their names (see {@link OutputRoots}), each with its {@link
 *     Checksum}, or {@link #ANY} for one to which other goals add
 */
public record OutputRecord(
    Fingerprint key,
    String inputs,
    String seen,
    Fingerprint state,
    List<String> told,
    SortedMap<String, String> checksums) {

  /** Stands for whatever content an output has, if only it is there. */
  public static final String ANY = "*";

  private static final String HEADER = "db-agent outputs 2";
  private static final String KEY = "key ";
  private static final String INPUTS = "inputs ";
  private static final String SEEN = "seen ";
  private static final String STATE = "state ";
  private static final String TOLD = "told ";

  public OutputRecord {
    List<String> lines = new ArrayList<>();
    for (String line : told) {
      lines.add(line.replace('\n', ' ').replace('\r', ' '));
    }
    told = List.copyOf(lines);
    checksums = Collections.unmodifiableSortedMap(new TreeMap<>(checksums));
  }

  /** The checksums of outputs as they lie there, by their names. */
  public static SortedMap<String, String> checksums(
      Collection<String> outputs, OutputRoots roots, SeenFiles seen) throws IOException {
    SortedMap<String, String> checksums = new TreeMap<>();
    for (String output : outputs) {
      checksums.put(output, seen.checksum(roots.locate(output)));
    }
    return checksums;
  }

  /** Whether every output lies where it should, with the content that it should have. */
  public boolean stands(OutputRoots roots, SeenFiles known) {
    try {
      for (Map.Entry<String, String> output : checksums.entrySet()) {
        Path file = roots.locate(output.getKey());
        boolean stands =
            output.getValue().equals(ANY)
                ? Files.isRegularFile(file)
                : output.getValue().equals(known.checksum(file));
        if (!stands) {
          return false;
        }
      }
      return true;
    } catch (IOException | IllegalArgumentException e) {
      // What cannot be read, or has no root any longer, does not stand; whoever makes it anew tells
      // why that is not possible.
      return false;
    }
  }

  /**
   * Whether inputs and outputs look as they did. Then all stands, and nothing had to be read.
   *
   * @param inputs the stamps of the inputs
   */
  public boolean looksAsItDid(String inputs, OutputRoots roots) {
    try {
      return !seen.equals(Stamps.NONE) && seen.equals(looks(inputs, stamps(roots).proved()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Notes how all looks, if every output stands.
   *
   * @param folder in which a file may be written meanwhile
   * @param inputs the stamps of the inputs, made before these were read
   */
  public OutputRecord asItLooks(String inputs, Path folder, OutputRoots roots, SeenFiles known) {
    String looks = looks(inputs, stamps(roots).settled(folder));
    // What is read after that cannot be changed without looking otherwise.
    return seenAs(stands(roots, known) ? looks : Stamps.NONE);
  }

  /** The same for another place, where all looks otherwise. */
  OutputRecord forAnyPlace() {
    return seenAs(Stamps.NONE);
  }

  private OutputRecord seenAs(String looks) {
    return new OutputRecord(key, inputs, looks, state, told, checksums);
  }

  private static String looks(String inputs, String outputs) {
    return inputs.equals(Stamps.NONE) || outputs.equals(Stamps.NONE)
        ? Stamps.NONE
        : inputs + " " + outputs;
  }

  private Stamps stamps(OutputRoots roots) {
    Stamps stamps = new Stamps();
    for (Map.Entry<String, String> output : checksums.entrySet()) {
      Path file = roots.locate(output.getKey());
      if (!output.getValue().equals(ANY)) {
        stamps.accept(output.getKey(), file);
      } else if (!Files.isRegularFile(file)) {
        stamps.add("missing", output.getKey());
      }
    }
    return stamps;
  }

  /** Reads a record; empty when there is none, or one that this version does not understand. */
  public static Optional<OutputRecord> read(Path file) {
    try {
      return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<OutputRecord> parse(List<String> lines) {
    int end = lines.indexOf("");
    if (lines.size() < 7 || end < 5 || !lines.get(0).equals(HEADER)) {
      return Optional.empty();
    }
    Fingerprint key = new Fingerprint(after(KEY, lines.get(1)));
    String inputs = after(INPUTS, lines.get(2));
    String seen = after(SEEN, lines.get(3));
    Fingerprint state = new Fingerprint(after(STATE, lines.get(4)));
    List<String> told = new ArrayList<>();
    for (String line : lines.subList(5, end)) {
      told.add(after(TOLD, line));
    }
    SortedMap<String, String> checksums = new TreeMap<>();
    for (String line : lines.subList(end + 1, lines.size() - 1)) {
      int space = line.indexOf(' ');
      checksums.put(line.substring(space + 1), line.substring(0, Math.max(0, space)));
    }
    boolean whole = lines.get(lines.size() - 1).equals(end(checksums));
    return whole
        ? Optional.of(new OutputRecord(key, inputs, seen, state, told, checksums))
        : Optional.empty();
  }

  /** The record as text; its last line tells that it is whole. */
  public String text() {
    List<String> lines =
        new ArrayList<>(List.of(HEADER, KEY + key, INPUTS + inputs, SEEN + seen, STATE + state));
    told.forEach(line -> lines.add(TOLD + line));
    lines.add("");
    checksums.forEach((output, checksum) -> lines.add(checksum + " " + output));
    lines.add(end(checksums));
    return String.join("\n", lines) + "\n";
  }

  private static String end(SortedMap<String, String> checksums) {
    return checksums.size() + " outputs";
  }

  /** Writes it, complete or not at all. */
  public void write(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().normalize().resolveSibling(""));
      Files.writeString(aside, text());
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static String after(String prefix, String line) {
    if (!line.startsWith(prefix)) {
      throw new IllegalArgumentException("not a line of a record: " + line);
    }
    return line.substring(prefix.length());
  }
}
