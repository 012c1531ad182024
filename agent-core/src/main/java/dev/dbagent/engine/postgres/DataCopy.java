// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.StateCopy;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A copy of a data directory in the same work folder, so that whoever removes that removes it. */
final class DataCopy implements StateCopy {

  private final Path copy;
  private final @Nullable StageFailure failure;
  private final BooleanSupplier isLetGo;

  private DataCopy(Path copy, @Nullable StageFailure failure, BooleanSupplier isLetGo) {
    this.copy = copy;
    this.failure = failure;
    this.isLetGo = isLetGo;
  }

  /**
   * Copies the data of a server that does not run. What goes wrong is told when the copy is to be
   * packed: the server must be able to go on.
   *
   * @param folder the server's
   * @param name of the copy in it
   * @param isLetGo whether somebody may have begun to remove the folder
   */
  static DataCopy of(WorkFolder folder, String name, BooleanSupplier isLetGo) throws IOException {
    Path copy = folder.path().resolve(name);
    try {
      copy(folder.data(), copy);
      return new DataCopy(copy, null, isLetGo);
    } catch (IOException e) {
      StageFailure failure = failure(e, folder.path());
      Folders.delete(copy);
      return new DataCopy(copy, failure, isLetGo);
    }
  }

  /** Copies the data of a server that does not run into a folder that must not exist yet. */
  static void copy(Path data, Path copy) throws IOException {
    Files.walkFileTree(data, new Copier(data, copy));
  }

  private static StageFailure failure(IOException e, Path folder) {
    return DiskFullException.failureBehind(e, folder, "a copy of the server's data")
        .orElseGet(() -> unpacked(e));
  }

  private static StageFailure unpacked(IOException e) {
    return new StageFailure(
        FailureKind.SERVER_FAILED, "the state cannot be packed: " + FileTrouble.words(e), e);
  }

  @Override
  public void pack(Path target) {
    if (failure != null) {
      throw failure;
    }
    try {
      PackedDirectory.pack(copy, target);
      if (isLetGo.getAsBoolean()) {
        // Files that were removed before the packing came to them are missed by nobody.
        Files.delete(target);
        throw new IOException("its server was let go of meanwhile");
      }
    } catch (IOException e) {
      throw unpacked(e);
    }
  }

  @Override
  public void close() {
    try {
      Folders.delete(copy);
    } catch (IOException e) {
      // It goes with its work folder, at the latest.
    }
  }

  private static final class Copier extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Path copy;

    Copier(Path root, Path copy) {
      this.root = root;
      this.copy = copy;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      Folders.create(copy.resolve(root.relativize(directory)), Folders.OWNER_ONLY);
      return FileVisitResult.CONTINUE;
    }

    /** What cannot be packed is copied as little as it is packed. */
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      PackedDirectory.requirePlain(file, attributes);
      Files.copy(file, copy.resolve(root.relativize(file)));
      return FileVisitResult.CONTINUE;
    }
  }
}
