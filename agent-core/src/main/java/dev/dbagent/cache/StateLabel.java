// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a state is made of, for people. It decides nothing: the fingerprint does.
 *
 * @param module as {@code groupId:artifactId:version}
 * @param kind how much of the module's database it is
 * @param lastMigration the path of the last one that ran; empty when none did
 * @param engine product and exact version
 * @param agent the version of the agent that made it
 * @param checkout the folder of the project that made it
 */
public record StateLabel(
    String module, Kind kind, String lastMigration, String engine, String agent, String checkout) {

  /** DataOutput's own limit is 65,535 bytes; a character takes up to three. */
  private static final int LONGEST = 20_000;

  /** How much of a module's database a state holds. */
  public enum Kind {
    /** Everything: migrations, seeds, checked. */
    WHOLE,
    /** The migrations up to one that is not the last, or those without the seeds. */
    PREFIX,
    /** Nobody said. */
    UNKNOWN
  }

  /** Of a state of which nobody said anything. */
  static StateLabel unknown() {
    return new StateLabel("", Kind.UNKNOWN, "", "", "", "");
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(cut(module));
    out.writeUTF(kind.name());
    out.writeUTF(cut(lastMigration));
    out.writeUTF(cut(engine));
    out.writeUTF(cut(agent));
    out.writeUTF(cut(checkout));
  }

  static StateLabel read(DataInput in) throws IOException {
    return new StateLabel(
        in.readUTF(), kind(in.readUTF()), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
  }

  private static Kind kind(String name) {
    try {
      return Kind.valueOf(name);
    } catch (IllegalArgumentException e) {
      // A newer agent's; a label decides nothing.
      return Kind.UNKNOWN;
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
