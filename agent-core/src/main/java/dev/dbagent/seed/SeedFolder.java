// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.ShownPath;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The seed folder: files that every build loads, and a folder for each profile with files that a
 * build loads if it names the profile. What begins with a dot is passed over.
 */
final class SeedFolder {

  private final SeedSettings settings;
  private final Path root;

  SeedFolder(SeedSettings settings) {
    this.settings = settings;
    this.root = settings.projectDirectory().resolve(settings.seedDirectory());
  }

  /** The folder itself and then that of each profile that is to be loaded, there or not. */
  List<Path> places() {
    List<Path> places = new ArrayList<>();
    places.add(root);
    for (String profile : settings.profiles()) {
      places.add(root.resolve(profile));
    }
    return places;
  }

  /**
   * What is in one of the places, sorted by name: all but profiles. A place that is not there holds
   * nothing.
   *
   * @throws StageFailure of kind SEED_UNREADABLE
   */
  List<Path> entries(Path place) {
    List<Path> entries = list(place);
    if (!entries.isEmpty() && place.equals(root)) {
      entries.removeIf(SeedFolder::isProfile);
      entries.remove(lock());
    }
    return entries;
  }

  Path lock() {
    return root.resolve(SeedLock.NAME);
  }

  /** The profiles that there are, sorted. */
  List<String> profiles() {
    return list(root).stream().filter(SeedFolder::isProfile).map(SeedFolder::name).toList();
  }

  /**
   * @throws StageFailure of kind SEED_PROFILE_UNKNOWN when one that is to be loaded is not there
   */
  void checkProfiles() {
    for (String profile : settings.profiles()) {
      if (!ProfileName.fits(profile) || !Files.isDirectory(root.resolve(profile))) {
        throw unknown(profile);
      }
    }
  }

  private StageFailure unknown(String profile) {
    List<String> known = profiles();
    String shown = Shown.value(profile);
    return new StageFailure(
        FailureFacts.of(
                FailureKind.SEED_PROFILE_UNKNOWN,
                "there is no seed profile " + shown + NearestName.question(profile, known))
            .at(Place.file(shown(root)))
            .note(
                known.isEmpty()
                    ? "The seed folder has no sub-folders; each would be a profile."
                    : "The seed folder has the profiles " + String.join(", ", known) + "."),
        null);
  }

  private static boolean isProfile(Path entry) {
    return Files.isDirectory(entry) && ProfileName.fits(name(entry));
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  private List<Path> list(Path place) {
    List<Path> found = new ArrayList<>();
    if (Files.notExists(place)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
      for (Path entry : entries) {
        if (!name(entry).startsWith(".")) {
          found.add(entry);
        }
      }
      Collections.sort(found);
      return found;
    } catch (DirectoryIteratorException e) {
      throw text(place).unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw text(place).unreadable(e);
    }
  }

  /** Apart, so that a pattern is compiled only where there is a name. */
  private static final class ProfileName {

    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_-]+");

    static boolean fits(String name) {
      return FORM.matcher(name).matches();
    }
  }

  SeedText text(Path file) {
    return new SeedText(file, shown(file));
  }

  /** As somebody who works in the project writes it. */
  String shown(Path file) {
    return ShownPath.of(file, settings.projectDirectory());
  }
}
