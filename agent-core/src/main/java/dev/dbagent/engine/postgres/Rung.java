// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A way to start a process that is not root's, in the order in which they are tried. */
enum Rung {
  SETPRIV,
  CHROOT,
  RUNUSER,
  SU,
  /**
   * A user namespace without a mapping: inside it root is nobody, outside it remains the owner of
   * root's files. So the files stay root's, and may lie where only root can go.
   */
  UNSHARE;

  String tool() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the account has to have a name. */
  boolean needsName() {
    return this == RUNUSER || this == SU;
  }

  /** Whether the files of the server have to be the account's. */
  boolean changesOwner() {
    return this != UNSHARE;
  }

  /** The words before a command that make it run as the account. */
  List<String> prefix(Path tool, Account account) {
    String uid = Integer.toString(account.uid());
    String gid = Integer.toString(account.gid());
    String name = String.valueOf(account.name());
    String program = tool.toString();
    return switch (this) {
      case SETPRIV -> List.of(program, "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
      case CHROOT -> List.of(program, "--userspec=" + uid + ":" + gid, "--groups=", "/");
      case RUNUSER -> List.of(program, "-u", name, "--");
      case SU -> List.of(program, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name);
      case UNSHARE -> List.of(program, "-U");
    };
  }
}
