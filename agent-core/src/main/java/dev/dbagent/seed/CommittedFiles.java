// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder as a commit has them. Git is asked by its own command; a machine without
 * it, or a folder that is in no repository, has no commits.
 *
 * @param folder in a checkout
 */
public record CommittedFiles(Path folder) {

  /** Where branches usually begin, the most telling first. */
  private static final List<String> TRUNKS =
      List.of("origin/HEAD", "origin/main", "origin/master", "main", "master");

  /**
   * The commit to begin from.
   *
   * @param given what the user says it is; null for where this branch left the trunk
   */
  public Optional<String> base(@Nullable String given) throws IOException {
    if (given != null) {
      return line("rev-parse", "--verify", "--quiet", "--end-of-options", given + "^{commit}");
    }
    for (String trunk : TRUNKS) {
      Optional<String> base = line("merge-base", "HEAD", trunk);
      if (base.isPresent()) {
        return base;
      }
    }
    return Optional.empty();
  }

  /** Writes them into another folder, as git keeps them: with the line ends of the repository. */
  public void copyTo(Path target, String commit) throws IOException {
    String prefix = line("rev-parse", "--show-prefix").orElse("");
    byte[] names =
        git("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, "--", prefix)
            .orElse(new byte[0]);
    for (String name : new String(names, StandardCharsets.UTF_8).split("\0", -1)) {
      if (name.startsWith(prefix) && !name.isEmpty()) {
        Path file = target.resolve(name.substring(prefix.length())).normalize();
        byte[] content = git("cat-file", "blob", commit + ":" + name).orElseThrow();
        if (file.startsWith(target)) {
          Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(target));
          Files.write(file, content);
        }
      }
    }
  }

  private Optional<String> line(String... arguments) throws IOException {
    return git(arguments)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
        .filter(text -> !text.isEmpty());
  }

  /** What git prints; nothing when it does not do as it is told, or is not there. */
  private Optional<byte[]> git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process git;
    try {
      git = builder.start();
    } catch (IOException e) {
      // There is no such command on this machine.
      return Optional.empty();
    }
    try {
      git.getOutputStream().close();
      byte[] output = git.getInputStream().readAllBytes();
      return git.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was asked", e);
    } finally {
      git.destroy();
    }
  }
}
