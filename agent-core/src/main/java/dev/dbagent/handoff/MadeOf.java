// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.handoff;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.dbagent.provenance.Ingredients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a handoff tells of what a state is made of; a mask stands for each secret.
 *
 * @param versions of the agent, the engine and the libraries
 * @param settings under the names that users know
 * @param files the digest of each, by its path as a user of the project writes it
 */
public record MadeOf(
    SortedMap<String, String> versions,
    SortedMap<String, String> settings,
    SortedMap<String, String> files) {

  private static final String MADE_OF = "madeOf";
  private static final String VERSIONS = "versions";
  private static final String SETTINGS = "settings";
  private static final String FILES = "files";

  /** Told in a handoff, and no part of the state's name. */
  private static final Set<String> NO_PART =
      Set.of("jOOQ", "driver", "generator", "postgresVersion");

  public MadeOf {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public static MadeOf of(Ingredients made) {
    SortedMap<String, String> digests = new TreeMap<>();
    made.files().forEach((path, content) -> digests.put(path, content.sha256()));
    return new MadeOf(made.versions(), made.settings(), digests);
  }

  /** What a handoff tells; empty when it is none of the form that this agent knows. */
  public static Optional<MadeOf> parse(String handoff) {
    try {
      JsonObject madeOf =
          JsonParser.parseString(handoff).getAsJsonObject().getAsJsonObject(MADE_OF);
      return Optional.of(
          new MadeOf(
              texts(madeOf.getAsJsonObject(VERSIONS)),
              texts(madeOf.getAsJsonObject(SETTINGS)),
              texts(madeOf.getAsJsonObject(FILES))));
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException e) {
      return Optional.empty();
    }
  }

  /**
   * All because of which a state that is made here would have another name, a sentence each: first
   * the versions, then the settings, then the files.
   */
  public List<String> differences(MadeOf here) {
    List<String> all = new ArrayList<>();
    for (String name : names(versions, here.versions)) {
      tell(name, versions.get(name), here.versions.get(name), all);
    }
    for (String name : names(settings, here.settings)) {
      tell("The setting " + name, settings.get(name), here.settings.get(name), all);
    }
    for (String path : names(files, here.files)) {
      tellFile(path, files.get(path), here.files.get(path), all);
    }
    return all;
  }

  private static SortedSet<String> names(Map<String, String> one, Map<String, String> other) {
    SortedSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeAll(NO_PART);
    names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
    return names;
  }

  private static void tell(
      String what, @Nullable String there, @Nullable String here, List<String> told) {
    told.add("%s is %s here, %s there.".formatted(what, shown(here), shown(there)));
  }

  private static String shown(@Nullable String value) {
    return value == null ? "not given" : value.isEmpty() ? "empty" : value;
  }

  private static void tellFile(
      String path, @Nullable String there, @Nullable String here, List<String> told) {
    told.add(
        "The file "
            + path
            + (here == null
                ? " is not here."
                : there == null ? " was not there." : " has another content here than there."));
  }

  JsonObject toJson() {
    JsonObject madeOf = new JsonObject();
    madeOf.add(VERSIONS, object(versions));
    madeOf.add(SETTINGS, object(settings));
    madeOf.add(FILES, object(files));
    return madeOf;
  }

  private static JsonObject object(SortedMap<String, String> values) {
    JsonObject object = new JsonObject();
    values.forEach(object::addProperty);
    return object;
  }

  private static SortedMap<String, String> texts(JsonObject object) {
    SortedMap<String, String> texts = new TreeMap<>();
    object.entrySet().forEach(entry -> texts.put(entry.getKey(), entry.getValue().getAsString()));
    return texts;
  }
}
