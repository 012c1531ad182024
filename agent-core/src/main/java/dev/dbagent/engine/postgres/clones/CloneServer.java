// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import dev.dbagent.model.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server with a template to copy.
 *
 * @param folder the server's own; it is there as long as the server is
 * @param port where it listens on 127.0.0.1
 * @param template the database that is copied; nobody can connect to it
 * @param owner the password of {@link Account#OWNER}
 * @param tester the password of {@link Account#TESTER}
 * @param reader the password of {@link Account#READER}
 */
public record CloneServer(
    Path folder, int port, String template, Secret owner, Secret tester, Secret reader) {

  /** Raised when other code would misread what this one writes. */
  private static final String FORM = "1";

  private static final int LINES = 7;

  /**
   * The one copy that is there from the beginning: for those who only read, and for us to sit in
   * while we copy the template.
   */
  String lobby() {
    return template.equals("read_only") ? "read_only_copy" : "read_only";
  }

  /** A form for a private file: the passwords are in it. */
  public String text() {
    return String.join(
        "\n",
        FORM,
        folder.toString(),
        Integer.toString(port),
        template,
        owner.reveal(),
        tester.reveal(),
        reader.reveal());
  }

  /** What was written; empty when it is none of this form. */
  public static Optional<CloneServer> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() != LINES || !lines.get(0).equals(FORM)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CloneServer(
              Path.of(lines.get(1)),
              Integer.parseInt(lines.get(2)),
              lines.get(3),
              Secret.of(lines.get(4)),
              Secret.of(lines.get(5)),
              Secret.of(lines.get(6))));
    } catch (NumberFormatException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** For clients of PostgreSQL that take their passwords from a file (manual, section 32.16). */
  public Path passwordFile() {
    return folder.resolve("pgpass");
  }

  /** What belongs into it. */
  public String passwordLines() {
    StringBuilder lines = new StringBuilder();
    for (Account account : Account.values()) {
      lines.append("127.0.0.1:").append(port).append(":*:").append(account.role());
      lines.append(':').append(password(account).reveal()).append('\n');
    }
    return lines.toString();
  }

  Secret password(Account account) {
    return switch (account) {
      case OWNER -> owner;
      case TESTER -> tester;
      case READER -> reader;
    };
  }
}
