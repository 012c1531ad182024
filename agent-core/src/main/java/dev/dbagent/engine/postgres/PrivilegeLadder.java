// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.StageFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways out of root: PostgreSQL refuses to run as root, and which way works depends on the image
 * and on what its container may do. So each is judged by trying it.
 *
 * @param rungs the ways to try, in order
 * @param searchPath where their tools may be
 * @param account whom to become
 */
record PrivilegeLadder(List<Rung> rungs, List<Path> searchPath, Account account) {

  /**
   * A comma-separated list of the rungs to try, empty for none: for tests, and for whoever knows
   * better.
   */
  static final String PROPERTY = "dbAgent.privilegeLadder";

  /** Succeeds only where it is not root, may write to its folder and can run the server. */
  private static final String PROBE =
      "test \"$(id -u)\" != 0 || { echo still root; exit 1; }; : >\"$1/probe\" && exec \"$0\" --version";

  PrivilegeLadder {
    rungs = List.copyOf(rungs);
    searchPath = List.copyOf(searchPath);
  }

  static PrivilegeLadder standard() {
    Stream<Path> usual = Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").map(Path::of);
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> given =
        Stream.of(path.split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .filter(Path::isAbsolute);
    return new PrivilegeLadder(
        chosen(System.getProperty(PROPERTY)),
        Stream.concat(given, usual).distinct().toList(),
        Account.preferred());
  }

  /**
   * Tries one rung after the other.
   *
   * @param postgres the server's program
   * @param folders makes work folders for the probes
   * @throws StageFailure when none works
   */
  RunAs climb(Path postgres, WorkFolders folders) throws IOException {
    List<String> answers = new ArrayList<>();
    for (Rung rung : rungs) {
      WorkFolder folder = folders.create();
      try {
        Optional<RunAs> found = tried(rung, postgres, folder, answers);
        if (found.isPresent()) {
          return found.get();
        }
      } finally {
        Folders.delete(folder.path());
      }
    }
    WorkFolder folder = folders.create();
    try {
      throw new NoWayOut(postgres, account, answers).failure(folder);
    } finally {
      Folders.delete(folder.path());
    }
  }

  private Optional<RunAs> tried(Rung rung, Path postgres, WorkFolder folder, List<String> answers)
      throws IOException {
    Optional<Path> tool = find(rung.tool());
    if (tool.isEmpty()) {
      answers.add(rung.tool() + " is not installed");
      return Optional.empty();
    }
    if (rung.needsName() && account.name() == null) {
      answers.add(rung.tool() + " needs an account in /etc/passwd");
      return Optional.empty();
    }
    RunAs runAs =
        new RunAs(
            rung.tool(), rung.prefix(tool.get(), account), rung.changesOwner() ? account : null);
    Path data = Folders.create(folder.data(), Folders.OWNER_ONLY);
    try {
      runAs.own(data);
    } catch (IOException e) {
      answers.add(rung.tool() + ": its folder cannot be given to uid " + account.uid());
      return Optional.empty();
    }
    List<String> probe = List.of("/bin/sh", "-c", PROBE, postgres.toString(), data.toString());
    Subprocess.Outcome outcome = Subprocess.run(runAs.command(probe), "", folder.log());
    if (outcome.status() != 0) {
      answers.add(rung.tool() + " said \"" + outcome.lastWord() + "\"");
      return Optional.empty();
    }
    return Optional.of(runAs);
  }

  private Optional<Path> find(String tool) {
    return searchPath.stream()
        .map(folder -> folder.resolve(tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static List<Rung> chosen(@Nullable String property) {
    if (property == null) {
      return List.of(Rung.values());
    }
    return Stream.of(property.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> Rung.valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }
}
