// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An unprivileged account.
 *
 * @param name null when the machine has no name for it
 */
record Account(@Nullable String name, int uid, int gid) {

  private static final int OVERFLOW = 65534;
  private static final List<String> PREFERRED = List.of("postgres", "nobody");

  /** The account to run a server as on this machine. */
  static Account preferred() {
    try {
      return preferredOf(Files.readAllLines(Path.of("/etc/passwd")));
    } catch (IOException e) {
      return preferredOf(List.of());
    }
  }

  /** The first of postgres and nobody, else the number that Linux reserves for nobody. */
  static Account preferredOf(List<String> passwd) {
    return PREFERRED.stream()
        .flatMap(name -> passwd.stream().map(line -> parse(line, name)).flatMap(Optional::stream))
        .findFirst()
        .orElse(new Account(null, OVERFLOW, OVERFLOW));
  }

  /** passwd(5): name, password, uid, gid, and more, parted by colons. */
  private static Optional<Account> parse(String line, String name) {
    String[] fields = line.split(":", -1);
    if (fields.length < 4
        || !fields[0].equals(name)
        || !fields[2].matches("[1-9]\\d{0,8}")
        || !fields[3].matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(new Account(name, Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
  }
}
