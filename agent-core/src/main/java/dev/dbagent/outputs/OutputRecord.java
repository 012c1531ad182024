// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
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
 * @param state the name of the state that the goal handed on or worked with
 * @param told what the goal told that is still worth telling when it need not run again; one line
 *     each
 * @param digests the outputs by their names (see {@link OutputRoots}), each with its SHA-256 in
 *     lower-case hexadecimal, or {@link #ANY} for one to which other goals add
 */
public record OutputRecord(
    Fingerprint key, Fingerprint state, List<String> told, SortedMap<String, String> digests) {

  /** Stands for whatever content an output has, if only it is there. */
  public static final String ANY = "*";

  private static final String HEADER = "db-agent outputs 1";
  private static final String KEY = "key ";
  private static final String STATE = "state ";
  private static final String TOLD = "told ";

  public OutputRecord {
    List<String> lines = new ArrayList<>();
    for (String line : told) {
      lines.add(line.replace('\n', ' ').replace('\r', ' '));
    }
    told = List.copyOf(lines);
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /** The digests of outputs as they lie there, by their names. */
  public static SortedMap<String, String> digests(Collection<String> outputs, OutputRoots roots)
      throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String output : outputs) {
      digests.put(output, sha256(roots.locate(output)));
    }
    return digests;
  }

  /** Whether every output lies where it should, with the content that it should have. */
  public boolean stands(OutputRoots roots) {
    try {
      for (Map.Entry<String, String> output : digests.entrySet()) {
        Path file = roots.locate(output.getKey());
        if (!Files.isRegularFile(file)
            || !(output.getValue().equals(ANY) || output.getValue().equals(sha256(file)))) {
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

  /** Reads a record; empty when there is none, or one that this version does not understand. */
  public static Optional<OutputRecord> read(Path file) {
    try {
      return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<OutputRecord> parse(List<String> lines) {
    int outputs = lines.indexOf("");
    if (lines.size() < 5 || outputs < 3 || !lines.get(0).equals(HEADER)) {
      return Optional.empty();
    }
    Fingerprint key = new Fingerprint(after(KEY, lines.get(1)));
    Fingerprint state = new Fingerprint(after(STATE, lines.get(2)));
    List<String> told = new ArrayList<>();
    for (String line : lines.subList(3, outputs)) {
      told.add(after(TOLD, line));
    }
    SortedMap<String, String> digests = new TreeMap<>();
    for (String line : lines.subList(outputs + 1, lines.size() - 1)) {
      int space = line.indexOf(' ');
      digests.put(line.substring(space + 1), line.substring(0, Math.max(0, space)));
    }
    boolean whole = lines.get(lines.size() - 1).equals(end(digests));
    return whole ? Optional.of(new OutputRecord(key, state, told, digests)) : Optional.empty();
  }

  /** The record as text; its last line tells that it is whole. */
  public String text() {
    List<String> lines = new ArrayList<>(List.of(HEADER, KEY + key, STATE + state));
    told.forEach(line -> lines.add(TOLD + line));
    lines.add("");
    digests.forEach((output, digest) -> lines.add(digest + " " + output));
    lines.add(end(digests));
    return String.join("\n", lines) + "\n";
  }

  private static String end(SortedMap<String, String> digests) {
    return digests.size() + " outputs";
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

  static String sha256(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must offer SHA-256", e);
    }
  }

  private static String after(String prefix, String line) {
    if (!line.startsWith(prefix)) {
      throw new IllegalArgumentException("not a line of a record: " + line);
    }
    return line.substring(prefix.length());
  }
}
