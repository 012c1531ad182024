// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small project that shows a condition, or how it looks when it is put right.
 *
 * @param files content by path; migrations stand in {@code migration/V1__x.sql}, seeds in {@code
 *     seed/x.csv} or {@code seed/x.yml}, Java in {@code java/X.java}, in the order in which they
 *     are shown
 * @param settings that the project gives
 * @param encoding in which the files are written
 * @param circumstances of the machine, in a sentence; empty when any machine will do
 */
public record Example(
    Map<String, String> files, List<Setting> settings, String encoding, String circumstances) {

  private static final String UTF_8 = "UTF-8";

  public Example {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    settings = List.copyOf(settings);
  }

  static Example on(String circumstances) {
    return new Example(Map.of(), List.of(), UTF_8, circumstances);
  }

  static Example file(String path, String content) {
    return new Example(Map.of(path, content), List.of(), UTF_8, "");
  }

  static Example migration(String name, String content) {
    return file("migration/" + name, content);
  }

  Example and(String path, String content) {
    Map<String, String> more = new LinkedHashMap<>(files);
    more.put(path, content);
    return new Example(more, settings, encoding, circumstances);
  }

  Example andMigration(String name, String content) {
    return and("migration/" + name, content);
  }

  Example with(String setting, String value) {
    List<Setting> more = new ArrayList<>(settings);
    more.add(new Setting(setting, value));
    return new Example(files, more, encoding, circumstances);
  }

  Example writtenIn(String name) {
    return new Example(files, settings, name, circumstances);
  }
}
