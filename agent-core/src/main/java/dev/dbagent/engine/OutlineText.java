// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.engine.CatalogueOutline.Relation;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.TableName;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An {@link CatalogueOutline} as text, for those who want to compare it with a later one. */
public final class OutlineText {

  private static final String HEADER = "db-agent outline 1";
  private static final String TYPE = "type ";

  private OutlineText() {}

  /** A line for the rest, one for each type, one for each relation. */
  public static String of(CatalogueOutline outline) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    text.append(outline.rest()).append(' ').append(outline.free());
    text.append(' ').append(outline.doubtful()).append('\n');
    outline.types().forEach(type -> text.append(TYPE).append(type).append('\n'));
    outline
        .relations()
        .forEach(
            (name, relation) -> {
              text.append(relation.whole()).append(' ').append(relation.keys());
              append(name, text);
              relation.near().forEach(other -> append(other, text));
              text.append('\n');
            });
    return text.toString();
  }

  /** The outline that such a text tells of; empty for what is none of this version. */
  public static Optional<CatalogueOutline> parse(String text) {
    List<String> lines = text.lines().toList();
    try {
      return lines.size() < 2 || !lines.get(0).equals(HEADER)
          ? Optional.empty()
          : Optional.of(parse(lines));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static CatalogueOutline parse(List<String> lines) {
    String[] rest = words(lines.get(1), 3);
    SortedSet<String> types = new TreeSet<>();
    SortedMap<TableName, Relation> relations = new TreeMap<>();
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith(TYPE)) {
        types.add(line.substring(TYPE.length()));
      } else {
        addRelation(words(line, 4), relations);
      }
    }
    return new CatalogueOutline(
        Boolean.parseBoolean(rest[2]),
        relations,
        types,
        new Fingerprint(rest[0]),
        new Fingerprint(rest[1]));
  }

  private static void addRelation(String[] words, SortedMap<TableName, Relation> relations) {
    SortedSet<TableName> near = new TreeSet<>();
    for (int i = 4; i + 1 < words.length; i += 2) {
      near.add(name(words, i));
    }
    relations.put(
        name(words, 2), new Relation(new Fingerprint(words[0]), new Fingerprint(words[1]), near));
  }

  /** Those that have to be there; a name, should there be more, has two. */
  private static String[] words(String line, int atLeast) {
    String[] words = line.split(" ", -1);
    if (words.length < atLeast || (words.length - atLeast) % 2 != 0) {
      throw new IllegalArgumentException("not a line of an outline: " + line);
    }
    return words;
  }

  private static void append(TableName name, StringBuilder text) {
    text.append(' ').append(URLEncoder.encode(name.schema(), StandardCharsets.UTF_8));
    text.append(' ').append(URLEncoder.encode(name.name(), StandardCharsets.UTF_8));
  }

  private static TableName name(String[] words, int at) {
    return new TableName(
        URLDecoder.decode(words[at], StandardCharsets.UTF_8),
        URLDecoder.decode(words[at + 1], StandardCharsets.UTF_8));
  }
}
