// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.engine.CatalogueOutline.Relation;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outline of a database's catalogue in one statement. Each line of the answer is of one
 * part:
 *
 * <ul>
 *   <li>{@code k}: of a relation, and of what others that are connected with it can see: its keys;
 *   <li>{@code t}: of a relation, anything else;
 *   <li>{@code a}: a type, which concerns nobody when it is new;
 *   <li>{@code f}: what no code for a relation shows: triggers, policies, routines, sequences ...;
 *   <li>{@code d}: what makes it doubtful whose code shows what;
 *   <li>{@code r}: all the rest.
 * </ul>
 */
public final class OutlineReader {

  private static final String QUERY = "catalogue.sql";

  /** A thousand migrations make some megabytes of lines, which are not to go over the disk. */
  private static final String ROOM_TO_SORT = "SET work_mem = '32MB'";

  private final Map<Long, Lines> relations = new HashMap<>();
  private final SortedSet<String> additions = new TreeSet<>();
  private final Fingerprint.Builder rest = Fingerprint.of("rest");
  private final Fingerprint.Builder free = Fingerprint.of("free");
  private boolean doubtful;

  private OutlineReader() {}

  /**
   * Reads what a generator would see in a session like this one, with its settings: the text of
   * expressions depends on them.
   */
  public static CatalogueOutline read(Connection connection) throws SQLException {
    OutlineReader reader = new OutlineReader();
    try (Statement statement = connection.createStatement()) {
      statement.execute(ROOM_TO_SORT);
      try (ResultSet rows = statement.executeQuery(query())) {
        while (rows.next()) {
          reader.add(rows);
        }
      }
    }
    return reader.outline();
  }

  private void add(ResultSet row) throws SQLException {
    String line = row.getString(1);
    String part = row.getString(2);
    String table = row.getString(5);
    if (table != null) {
      TableName name = new TableName(row.getString(4), table);
      relations
          .computeIfAbsent(row.getLong(3), oid -> new Lines(name))
          .add(line, part.equals("k"), row.getString(6));
      return;
    }
    doubtful |= part.equals("d");
    switch (part) {
      case "a" -> additions.add(Fingerprint.of("type").add("object", line).build().hex());
      case "f" -> free.add("object", line);
      default -> rest.add("object", line);
    }
  }

  private CatalogueOutline outline() {
    SortedMap<TableName, Relation> result = new TreeMap<>();
    relations.values().forEach(lines -> result.put(lines.name, lines.relation(relations)));
    return new CatalogueOutline(doubtful, result, additions, rest.build(), free.build());
  }

  /** What has been read of one relation. */
  private static final class Lines {

    private final TableName name;
    private final Fingerprint.Builder all = Fingerprint.of("relation");
    private final Fingerprint.Builder keys = Fingerprint.of("keys");
    private final SortedSet<Long> near = new TreeSet<>();

    private Lines(TableName name) {
      this.name = name;
    }

    private void add(String line, boolean key, @Nullable String others) {
      all.add("object", line);
      if (key) {
        keys.add("object", line);
      }
      if (others != null && !others.isEmpty()) {
        for (String oid : others.split(" ", -1)) {
          near.add(Long.valueOf(oid));
        }
      }
    }

    /** Names tell more than the lines do: those may leave out the schema. */
    private Relation relation(Map<Long, Lines> relations) {
      SortedSet<TableName> names = new TreeSet<>();
      near.stream()
          .map(relations::get)
          .filter(Objects::nonNull)
          .forEach(lines -> names.add(lines.name));
      names.forEach(
          other -> {
            all.add("schema", other.schema()).add("near", other.name());
            keys.add("schema", other.schema()).add("near", other.name());
          });
      return new Relation(all.build(), keys.build(), names);
    }
  }

  private static String query() {
    try (InputStream in = OutlineReader.class.getResourceAsStream(QUERY)) {
      if (in == null) {
        throw new IllegalStateException(QUERY + " is missing from the agent's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
