// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history of migrations and how it changes from scenario to scenario.
 *
 * @param id for file names and the command line
 * @param title for people
 * @param scripts file name to text
 */
record History(String id, String title, Map<String, String> scripts) {

  /** In versions that no history reaches. */
  private static final String ADDED = "V100001__benchmark_added.sql";

  private static final String ADDED_TABLE =
      """
      CREATE TABLE benchmark_added (
        id bigint PRIMARY KEY,
        name varchar(40) NOT NULL,
        parent_id bigint REFERENCES benchmark_added
      );
      CREATE INDEX benchmark_added_parent ON benchmark_added (parent_id);
      """;

  private static final String DATA = "V100002__benchmark_data.sql";

  private static final String ROWS =
      """
      INSERT INTO benchmark_added (id, name) VALUES (1, 'first'), (2, 'second'), (3, 'third');
      UPDATE benchmark_added SET parent_id = 1 WHERE id > 1;
      """;

  private static final String EDIT =
      "\nCREATE TABLE benchmark_edited (id bigint PRIMARY KEY, name varchar(40) NOT NULL);\n";

  /** 480 of 500 is edited, 48 of 50. */
  private static final int EDITED_OF = 25;

  History {
    scripts = Map.copyOf(scripts);
  }

  /** The files as they are when the scenario is built. */
  Map<String, String> at(Scenario scenario) {
    Map<String, String> files = new TreeMap<>(scripts);
    boolean onBranch =
        scenario == Scenario.ADDED || scenario == Scenario.DATA || scenario == Scenario.EDITED;
    if (onBranch) {
      files.put(ADDED, ADDED_TABLE);
    }
    if (onBranch && scenario != Scenario.ADDED) {
      files.put(DATA, ROWS);
    }
    if (scenario == Scenario.EDITED) {
      files.computeIfPresent(nearTheEnd(), (name, text) -> text + EDIT);
    }
    return files;
  }

  /** The files with one migration added, of which no other call's has the bytes. */
  Map<String, String> addedAs(String comment) {
    Map<String, String> files = new TreeMap<>(scripts);
    files.put(ADDED, ADDED_TABLE + "-- " + comment + "\n");
    return files;
  }

  private String nearTheEnd() {
    List<String> names = new ArrayList<>(scripts.keySet());
    names.sort(Comparator.comparing(History::version, Arrays::compare));
    return names.get(names.size() - 1 - names.size() / EDITED_OF);
  }

  /** The numbers in the version of a versioned migration. */
  private static int[] version(String name) {
    String version = name.substring(1, name.indexOf("__"));
    return Arrays.stream(version.split("[._]", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
