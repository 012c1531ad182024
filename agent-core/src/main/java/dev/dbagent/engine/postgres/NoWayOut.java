// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why no rung of a {@link PrivilegeLadder} led to a server.
 *
 * @param postgres the server's program
 * @param account whom to become
 * @param answers what each rung said
 */
record NoWayOut(Path postgres, Account account, List<String> answers) {

  /**
   * The failure; of kind NO_WAY_TO_DROP_ROOT only when the program would run otherwise.
   *
   * @param folder to work in
   */
  StageFailure failure(WorkFolder folder) throws IOException {
    List<String> asRoot = List.of(postgres.toString(), "--version");
    Subprocess.Outcome outcome = Subprocess.run(asRoot, "", folder.log());
    if (outcome.status() != 0) {
      return ServerFailures.of("PostgreSQL", "cannot run here", outcome.words(), folder.path());
    }
    String said = answers.isEmpty() ? "none was allowed" : String.join("; ", answers);
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.NO_WAY_TO_DROP_ROOT,
            "PostgreSQL refuses to run as root, and no way to run it as another user works here: "
                + said);
    return new StageFailure(barrier().map(facts::note).orElse(facts), null);
  }

  /** The account has to pass every folder on the way to the program. */
  private Optional<String> barrier() throws IOException {
    for (Path folder : folders().toList()) {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
      if (!rights.contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return Optional.of(
            "Uid %d cannot pass %s (%s): a cache folder that every user can reach may do."
                .formatted(account.uid(), folder, PosixFilePermissions.toString(rights)));
      }
    }
    return Optional.empty();
  }

  /** From the program's own upwards. */
  private Stream<Path> folders() {
    return Stream.iterate(postgres.getParent(), folder -> folder != null, Path::getParent);
  }
}
