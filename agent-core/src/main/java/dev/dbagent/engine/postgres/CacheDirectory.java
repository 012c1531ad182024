// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The folder for all that outlives a build: binaries, templates and sealed states, beside the work
 * folders of running servers. An ordinary user's is private. Root's can be passed through but not
 * listed by others, because the account that the server runs as must reach its binaries and its own
 * work folder; everything else in it is private too.
 *
 * @param root its absolute path
 */
public record CacheDirectory(Path root) {

  private static final Path OF_ROOT = Path.of("/var/cache/db-agent");

  public CacheDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * The folder a build names.
   *
   * @param folder null for the standard one
   */
  public static CacheDirectory of(@Nullable Path folder) {
    return folder == null ? standard() : new CacheDirectory(folder);
  }

  /**
   * The current user's cache folder, by the customs of the operating system (XDG Base Directory
   * Specification on Linux); root's is {@code /var/cache/db-agent} or, where that cannot be
   * written, {@code db-agent-0} in the folder for temporary files.
   *
   * @throws StageFailure when root's exists but others could write to it
   */
  public static CacheDirectory standard() {
    String os = System.getProperty("os.name", "");
    if (os.startsWith("Linux") && ProcessUser.isRoot()) {
      return ofRoot(OF_ROOT, Path.of(System.getProperty("java.io.tmpdir"), "db-agent-0"));
    }
    return new CacheDirectory(
        ofUser(os, Path.of(System.getProperty("user.home")), name -> System.getenv(name)));
  }

  /** Where sealed states are kept. */
  public Path states() {
    return root.resolve("states");
  }

  /** Where it is kept what the last verified state of a module was made of. */
  public Path verified() {
    return root.resolve("verified");
  }

  /** Where JVMs that generate code find their classes made ready. */
  public Path classes() {
    return root.resolve("classes");
  }

  Path binaries() {
    return root.resolve("binaries");
  }

  Path templates() {
    return root.resolve("templates");
  }

  Path work() {
    return root.resolve("work");
  }

  /** Where servers leave data for others to go on with. */
  Path spare() {
    return root.resolve("spare");
  }

  /** Where it is told which servers processes share. */
  Path shared() {
    return root.resolve("shared");
  }

  /** Where servers are put by that end with a database to be looked at. */
  Path kept() {
    return root.resolve("kept");
  }

  /**
   * The names of the databases that are kept, those of the newest servers first.
   *
   * @throws StageFailure when they cannot be read
   */
  public List<String> keptDatabases() {
    try {
      return new KeptServers(kept()).names();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The file to lock while something of that name is being made. */
  Path lock(String name) {
    return root.resolve("locks").resolve(name + ".lock");
  }

  /**
   * Makes what is missing of it.
   *
   * @throws StageFailure when it cannot be used
   */
  void prepare() {
    boolean shared = ProcessUser.isRoot();
    try {
      Path parent = root.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Folders.provide(root, shared ? Folders.PASSABLE : Folders.OWNER_ONLY);
      Folders.provide(binaries(), shared ? Folders.READABLE : Folders.OWNER_ONLY);
      Folders.provide(work(), shared ? Folders.PASSABLE : Folders.OWNER_ONLY);
      Folders.provide(templates(), Folders.OWNER_ONLY);
      Folders.provide(spare(), Folders.OWNER_ONLY);
      Folders.provide(states(), Folders.OWNER_ONLY);
      Folders.provide(verified(), Folders.OWNER_ONLY);
      Folders.provide(shared(), Folders.OWNER_ONLY);
      Folders.provide(kept(), Folders.OWNER_ONLY);
      Folders.provide(classes(), Folders.OWNER_ONLY);
      Folders.provide(root.resolve("locks"), Folders.OWNER_ONLY);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Deletes templates, spare data directories, kept databases, archives of classes, and binaries
   * unless a running build uses them. States and records of what was verified are for others to
   * clear.
   *
   * @return whether the binaries are gone too
   * @throws StageFailure when something cannot be deleted
   */
  public boolean clear() {
    prepare();
    try {
      Leftovers leftovers = new Leftovers(work(), Progress.silent());
      leftovers.sweep();
      Folders.delete(templates());
      Folders.delete(spare());
      Folders.delete(kept());
      Folders.delete(classes());
      boolean inUse = leftovers.anyInUse();
      if (!inUse) {
        Folders.delete(binaries());
      }
      return !inUse;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * What it holds besides states. Nothing is made and nothing is deleted.
   *
   * @throws StageFailure when it cannot be read
   */
  public CacheContents contents() {
    try {
      return new CacheContents(
          CacheUse.sizeOf(binaries()),
          CacheUse.sizeOf(templates()),
          CacheUse.sizeOf(verified()),
          CacheUse.sizeOf(kept()),
          CacheUse.sizeOf(classes()),
          CacheUse.sizeOf(spare()),
          new Leftovers(work(), Progress.silent()).builds());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The failure of whatever was done with one of its files. */
  StageFailure unusable(IOException e) {
    return DiskFullException.failureBehind(e, root, "the agent's cache")
        .orElseGet(() -> CacheTrouble.failure(root, e));
  }

  static Path ofUser(String os, Path home, UnaryOperator<@Nullable String> environment) {
    if (os.startsWith("Windows")) {
      String local = environment.apply("LOCALAPPDATA");
      return (local == null ? home.resolve("AppData/Local") : Path.of(local)).resolve("db-agent");
    }
    if (os.startsWith("Mac")) {
      return home.resolve("Library/Caches/db-agent");
    }
    String xdg = environment.apply("XDG_CACHE_HOME");
    boolean given = xdg != null && Path.of(xdg).isAbsolute();
    return (given ? Path.of(xdg) : home.resolve(".cache")).resolve("db-agent");
  }

  static CacheDirectory ofRoot(Path preferred, Path fallback) {
    for (Path folder : new Path[] {preferred, fallback}) {
      try {
        Folders.provide(folder, Folders.PASSABLE);
      } catch (IOException e) {
        continue;
      }
      refuseUnlessOnlyOf(0, folder);
      if (Files.isWritable(folder)) {
        return new CacheDirectory(folder);
      }
    }
    throw CacheTrouble.failure(preferred, "neither it nor " + fallback + " can be written");
  }

  /** What we run and read must not be for others to write. */
  static void refuseUnlessOnlyOf(int uid, Path folder) {
    try {
      Set<PosixFilePermission> allowed =
          Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
      boolean link = Files.isSymbolicLink(folder);
      if (!link
          && ProcessUser.uidOf(folder) == uid
          && !allowed.contains(PosixFilePermission.GROUP_WRITE)
          && !allowed.contains(PosixFilePermission.OTHERS_WRITE)) {
        return;
      }
    } catch (IOException e) {
      throw new CacheDirectory(folder).unusable(e);
    }
    throw CacheTrouble.failure(
        folder, uid == 0 ? "others than root can write to it" : "others can write to it");
  }
}
