// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Makes work folders. A folder's name tells whose it is from its first moment on: the JVM, and the
 * scope in which its pid means anything.
 *
 * @param root the folder that holds them
 */
record WorkFolders(Path root) {

  static final String SEPARATOR = ".";

  WorkFolder create() throws IOException {
    ProcessId jvm = ProcessId.of(ProcessHandle.current());
    String name = String.join(SEPARATOR, jvm.toString(), scope(), UUID.randomUUID().toString());
    // A server that is not ours must be able to pass through; only its data directory is its own.
    return new WorkFolder(
        Folders.create(
            root.resolve(name), ProcessUser.isRoot() ? Folders.PASSABLE : Folders.OWNER_ONLY));
  }

  /** Names this boot of this machine and its pid namespace: containers may share a cache folder. */
  static String scope() {
    String boot = "";
    String namespace = "";
    try {
      boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
      namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException e) {
      // Not Linux: one machine, one scope.
    }
    return UUID.nameUUIDFromBytes((boot + namespace).getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, 8);
  }
}
