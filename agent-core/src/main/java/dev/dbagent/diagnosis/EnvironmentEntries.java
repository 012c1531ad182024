// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static dev.dbagent.diagnosis.Example.migration;
import static dev.dbagent.diagnosis.Example.on;

import dev.dbagent.model.FailureKind;
import java.util.List;

/** The machine, the engine and what surrounds the build. */
final class EnvironmentEntries {

  private static final Example SOUND =
      migration("V1__customer.sql", "CREATE TABLE customer (id int PRIMARY KEY);\n");

  private EnvironmentEntries() {}

  static List<CatalogueEntry> all() {
    return List.of(
        Draft.of(FailureKind.PLATFORM_UNSUPPORTED, "unsupported platform")
            .when("The engine cannot be started on this operating system or processor.")
            .because(
                """
                The registry holds PostgreSQL for Linux (glibc and musl) and macOS on x86-64 and ARM64. On
                Windows binaries exist, but the agent cannot start them yet.
                """)
            .remedy("Run the build on Linux or macOS, in a Linux container, or in WSL.")
            .failing(on("Windows, or a processor that is neither x86-64 nor ARM64."))
            .corrected(on("The same build in a Linux container.")),
        Draft.of(FailureKind.VERSION_UNSUPPORTED, "unsupported engine version")
            .when("The version that was asked for is none that the agent can start.")
            .because("The agent starts PostgreSQL 14 to 18, in releases that the registry holds.")
            .remedy("Set {postgresVersion} to a major version from 14 to 18.")
            .failing(SOUND.with("postgresVersion", "9.6"))
            .corrected(SOUND.with("postgresVersion", "18")),
        Draft.of(FailureKind.BINARIES_UNAVAILABLE, "engine binaries unavailable")
            .when("The artifact with PostgreSQL's programs cannot be resolved.")
            .because(
                """
                The build is offline and never fetched them, or the repository manager does not hold
                them, or this release does not exist for this platform.
                """)
            .remedy(
                """
                Run the build once without -o, put the artifact named above into the repository that the
                build uses, or set {postgresVersion} to one that is there.
                """)
            .failing(on("An offline build (-o) on a machine that never fetched the binaries."))
            .corrected(on("The same build, once online.")),
        Draft.of(FailureKind.BINARIES_CORRUPT, "engine binaries corrupt")
            .when("The artifact was resolved, but it does not hold PostgreSQL's programs.")
            .because("A download was cut off, or a proxy delivered a page instead of the file.")
            .remedy("Delete the file named above from the local repository and build again.")
            .failing(on("The jar in the local repository ends in the middle."))
            .corrected(on("The jar was deleted, and the build fetched it again.")),
        Draft.of(FailureKind.NO_WAY_TO_DROP_ROOT, "no way to drop root")
            .when("The build runs as root, and none of the known ways to another user works.")
            .because(
                """
                PostgreSQL refuses to run as root. The agent tries setpriv, chroot, runuser, su and
                unshare; in a very small image none of them may be there or permitted.
                """)
            .remedy(
                """
                Run the build as an ordinary user, or install util-linux (setpriv, runuser) in the
                image; where a folder is named above that the other user cannot pass, set
                {cacheDirectory} to one that every user can reach.
                """)
            .failing(on("Root in an image without setpriv, chroot, runuser, su and unshare."))
            .corrected(on("The same image with util-linux.")),
        Draft.of(FailureKind.CACHE_UNUSABLE, "cache folder unusable")
            .when(
                """
                The folder for binaries and states cannot be made, read, written or run from, and no other
                can be used in its place.
                """)
            .because(
                """
                It belongs to another user, is read-only or mounted noexec, something else has its name, or
                another build has held its lock for minutes. A folder that cannot be written is left for
                one among the temporary files, with a warning, unless that cannot be used either.
                """)
            .remedy(
                """
                Set {cacheDirectory} to a folder that this user can write, on a file system that programs
                can be run from; what is damaged goes with the goal clean-cache.
                """)
            .failing(on("A cache folder on a file system that is mounted noexec."))
            .corrected(on("The same cache on a file system that programs can be run from.")),
        Draft.of(FailureKind.SERVER_FAILED, "the server did not start or did not stay")
            .when("PostgreSQL's programs are there, but the server does not come up or goes away.")
            .because(
                """
                A shared library is missing, memory or processes are limited, the user has no name, or
                the operating system ended it.
                """)
            .remedy("Give the machine or the image what the lines above say is missing.")
            .failing(on("A container without a shared library that the server needs."))
            .corrected(on("The same container with that library.")),
        Draft.of(FailureKind.DATABASE_NAME_REJECTED, "database name rejected")
            .when("The name for the database is empty, too long or not printable.")
            .because("PostgreSQL's names hold at most 63 bytes (manual, section 4.1.1).")
            .remedy("Set {databaseName} to a shorter, printable name.")
            .failing(SOUND.with("databaseName", "a_name_that_goes_on_and_on_".repeat(3)))
            .corrected(SOUND.with("databaseName", "shop")),
        Draft.of(FailureKind.DISK_FULL, "no space left")
            .when(
                """
                The file system under the cache, the build folder or the server is full. A state that could
                not be kept for lack of room is a warning only.
                """)
            .because(
                """
                A state needs about 10 MB and its data while it is worked on; once for each version the
                binaries need 60 MB, and 35 MB more while the first data directory is made.
                """)
            .remedy(
                """
                Make room on the file system named above, empty the agent's cache with the goal
                clean-cache, or set {cacheDirectory} to a folder on another one.
                """)
            .failing(on("A cache folder on a file system of 4 MB."))
            .corrected(on("The same cache on a file system with room.")),
        Draft.of(FailureKind.PORT_UNUSABLE, "no port on the loopback interface")
            .when("The server could not listen on any of several free ports of 127.0.0.1.")
            .because("A sandbox forbids it, or all ports are taken.")
            .remedy("Allow the build to listen on 127.0.0.1.")
            .failing(on("Every port that was tried is taken by another program."))
            .corrected(on("A machine with free ports.")),
        Draft.of(FailureKind.HANDOFF_UNWRITABLE, "handoff cannot be written")
            .when("The state is verified, but its manifest cannot be written.")
            .because("The build folder is read-only, or a file has the name of the folder.")
            .remedy("Make {outputDirectory} a folder that this user can write, and build again.")
            .failing(SOUND.and("out", "a file, not a folder\n").with("outputDirectory", "out"))
            .corrected(SOUND),
        Draft.of(FailureKind.STATE_DIFFERS, "rebuilt state would be another one")
            .when(
                """
                A state that was handed on is not in the cache, and what would be made again from the
                files in the module's jar has another name.
                """)
            .because(
                """
                The agent or Flyway has another version here than where the state was verified, another
                value was given for a secret, or somebody changed what is in the jar. The notes above
                name each difference.
                """)
            .remedy(
                """
                Give db-agent-maven-plugin the same version, and the same dependencies, as in the module
                that handed the state on, or build that module again with what is used here.
                """)
            .failing(on("The jar comes from a build with db-agent 0.1.0, and here runs 0.2.0."))
            .corrected(on("Both are built with the same version.")),
        Draft.of(FailureKind.STATE_NOT_REBUILDABLE, "state cannot be rebuilt from the jar")
            .when(
                """
                A state that was handed on is not in the cache, and the module's jar does not have all
                that is needed to make it again.
                """)
            .because(
                """
                Values of secret settings never get into the jar, nor do files outside of
                src/main/resources that hold such a value. A jar may also have been built without the
                files that the state is made of.
                """)
            .remedy(
                """
                Give the settings named above the values that they have in the module, or build the
                module on this machine: then its state is in the cache.
                """)
            .failing(
                on(
                    "A placeholder of the module is called reader_password; no value is given here."))
            .corrected(on("-DdbAgent.flyway.placeholders.reader_password is given here, too.")));
  }
}
