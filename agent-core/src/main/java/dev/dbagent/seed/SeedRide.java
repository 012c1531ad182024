// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a ride makes of all seed files: those of the seed folder ride alone, and those of each
 * profile ride on top of them.
 */
public final class SeedRide {

  private final SeedSettings settings;
  private final Function<SeedSet, RideRun> runs;
  private final Function<SeedSet, SeedSnapshot> bare;

  /**
   * @param runs replays the migrations with seeds in place, on a database of its own each time
   * @param bare what the migrations make with the scripts among the seeds, and without the files
   */
  public SeedRide(
      SeedSettings settings,
      Function<SeedSet, RideRun> runs,
      Function<SeedSet, SeedSnapshot> bare) {
    this.settings = settings;
    this.runs = runs;
    this.bare = bare;
  }

  /**
   * Works it out; no file is changed.
   *
   * @param profiles whose files are to be brought up to date
   * @throws dev.dbagent.model.StageFailure when seeds or migrations fail
   */
  public SeedUpdate update(List<String> profiles) {
    Map<TableName, List<TargetRow>> known = new LinkedHashMap<>();
    Optional<SeedUpdate> whole = update(List.of(), settings.folder(), known, known);
    for (String profile : profiles) {
      Path place = settings.folder().resolve(profile);
      Optional<SeedUpdate> more = update(List.of(profile), place, known, new HashMap<>());
      Optional<SeedUpdate> before = whole;
      whole =
          more.map(update -> before.map(first -> first.and(update)).orElse(update))
              .or(() -> before);
    }
    return whole.orElse(SeedUpdate.NONE);
  }

  /** Nothing where there are no files. */
  private Optional<SeedUpdate> update(
      List<String> profiles,
      Path place,
      Map<TableName, List<TargetRow>> known,
      Map<TableName, List<TargetRow>> added) {
    SeedSet seeds = SeedSet.read(settings.with(profiles));
    List<SeedFile> files = seeds.filesIn(place);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    RideRun one = runs.apply(seeds);
    SeedUpdate once = ride(one, one, seeds, place).update(files, known, texts(files));
    if (once.changes().isEmpty()) {
      // What differed in another run would keep the values that the files have.
      return Optional.of(once);
    }
    Ride ride = ride(one, runs.apply(seeds), seeds, place);
    SeedUpdate update = ride.update(files, known, texts(files));
    added.putAll(ride.added());
    return Optional.of(update);
  }

  private Ride ride(RideRun one, RideRun other, SeedSet seeds, Path place) {
    return new Ride(one, other, bare.apply(seeds), place, settings.defaultSchema());
  }

  private static Map<SeedFile, String> texts(List<SeedFile> files) {
    Map<SeedFile, String> texts = new HashMap<>();
    for (SeedFile file : files) {
      try {
        texts.put(file, Files.readString(file.text().file()));
      } catch (IOException e) {
        throw file.text().unreadable(e);
      }
    }
    return texts;
  }

  /** The files of all places as they are, for a digest. */
  public static List<Path> files(SeedSettings settings) {
    List<Path> files = new ArrayList<>();
    SeedSet.sources(settings.with(SeedSet.profiles(settings)), (path, file) -> files.add(file));
    files.remove(settings.folder().resolve(SeedLock.NAME));
    return files;
  }
}
