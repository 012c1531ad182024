// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.model.Checksum;
import dev.dbagent.model.FileTaker;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Parts;
import dev.dbagent.outputs.Stamps;
import dev.dbagent.provenance.FileContent;
import dev.dbagent.provenance.Ingredients;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Both names of all that goals work with.
 *
 * @param checksum as {@link InputKey#checksum}
 * @param key the name by which others can be sure that something was made of it
 */
record InputNames(String checksum, Fingerprint key) {

  private static final String KIND = "inputs";
  private static final String FILE = "digest of ";

  /** Of what lies there now; every byte is read once. */
  static InputNames read(AgentSettings settings) {
    Checksum checksum = new Checksum();
    Fingerprint.Builder key = Fingerprint.of(KIND);
    InputKey begun = InputKey.begin(settings, checksum);
    InputKey.begin(settings, key);
    begun.giveFiles(new Reading(checksum, key));
    begun.addClassPath(new Both(checksum, key));
    return new InputNames(checksum.toString(), key.build());
  }

  /**
   * Of what was seen, if all of it still looks as it did then. No file is read.
   *
   * @param made what was read since
   */
  static Optional<InputNames> known(AgentSettings settings, SeenInputs seen, Ingredients made) {
    if (!settings.migrations().classPath().isEmpty()) {
      return Optional.empty();
    }
    Fingerprint.Builder key = Fingerprint.of(KIND);
    InputKey.begin(settings, key);
    Stamps stamps = new Stamps();
    Looking looking = new Looking(stamps, key, made.files());
    InputKey.begin(settings, stamps).giveFiles(looking);
    return looking.isAllKnown && seen.isOf(stamps.proved())
        ? Optional.of(new InputNames(seen.checksum(), key.build()))
        : Optional.empty();
  }

  /** Gives parts to two that take them. */
  private record Both(Parts first, Parts second) implements Parts {

    @Override
    public Parts add(String name, byte[] value) {
      first.add(name, value);
      second.add(name, value);
      return this;
    }
  }

  /** Digests the pieces of one file, and adds them to the checksum of all. */
  private record Digesting(Checksum checksum, MessageDigest digest) implements Parts {

    @Override
    public Parts add(String name, byte[] piece) {
      checksum.add(name, piece);
      digest.update(piece);
      return this;
    }
  }

  private record Reading(Checksum checksum, Fingerprint.Builder key) implements FileTaker {

    @Override
    public void accept(String path, Path file) {
      MessageDigest digest = Fingerprint.sha256();
      try {
        InputKey.read(path, file, new Digesting(checksum, digest));
      } catch (IOException e) {
        InputKey.addUnreadable(checksum, path);
        InputKey.addUnreadable(key, path);
        return;
      }
      key.add(FILE + path, HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static final class Looking implements FileTaker {

    private final Stamps stamps;
    private final Fingerprint.Builder key;
    private final Map<String, FileContent> contents;
    private final Map<String, Path> given = new HashMap<>();
    private boolean isAllKnown = true;

    Looking(Stamps stamps, Fingerprint.Builder key, Map<String, FileContent> contents) {
      this.stamps = stamps;
      this.key = key;
      this.contents = contents;
    }

    @Override
    public void accept(String path, Path file) {
      stamps.accept(path, file);
      add(path, file);
    }

    @Override
    public void accept(String path, Path file, BasicFileAttributes looks) {
      stamps.accept(path, file, looks);
      add(path, file);
    }

    /** In a locale that cannot spell their names two files have one path. */
    private void add(String path, Path file) {
      FileContent content = contents.get(path);
      Path other = given.putIfAbsent(path, file);
      isAllKnown &= content != null && (other == null || other.equals(file));
      key.add(FILE + path, content == null ? "" : content.sha256());
    }
  }
}
