// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that another JVM has started.
 *
 * @param jvm that JVM
 * @param server the server's process
 * @param folder its work folder
 * @param timeZone what a session there says its zone is
 */
record HeldServer(Process jvm, ProcessHandle server, Path folder, String timeZone)
    implements AutoCloseable {

  /** Starts it with the class path of this JVM. */
  static HeldServer start(Path cache, String... jvmOptions) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), cache, jvmOptions);
  }

  /**
   * @param prefix words before the command, such as those of a {@link Rung}
   */
  static HeldServer start(List<String> prefix, String classPath, Path cache, String... jvmOptions)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.add("-Dtest.binaries=" + System.getProperty("test.binaries"));
    command.addAll(List.of("-cp", classPath, ServerHolder.class.getName(), cache.toString()));
    Process jvm =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = jvm.inputReader().readLine();
    if (line == null) {
      throw new IOException("no server: see the error output above");
    }
    String[] words = line.split(" ", -1);
    return new HeldServer(
        jvm, ProcessHandle.of(Long.parseLong(words[1])).orElseThrow(), Path.of(words[2]), words[3]);
  }

  /** The process between the JVM and the server. */
  ProcessHandle watchdog() {
    return jvm.children().findFirst().orElseThrow();
  }

  /** Every process that has to go. */
  List<ProcessHandle> processes() {
    List<ProcessHandle> all = new ArrayList<>(jvm.descendants().toList());
    all.add(jvm.toHandle());
    return all;
  }

  @Override
  public void close() {
    jvm.destroyForcibly();
  }
}
