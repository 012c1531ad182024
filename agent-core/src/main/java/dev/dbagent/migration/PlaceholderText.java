// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A script as Flyway sends it, and the way back: which place of the file each character came from.
 * It does what Flyway 13 does, its oddities included: a prefix is not seen right after a part of
 * one ({@code $${x}} stays as it is), and a value is not looked through for further placeholders.
 */
final class PlaceholderText {

  /** Stands in the replaced text for what cannot be known, for example a time. */
  static final char UNKNOWN = '\uFFFF';

  /**
   * A placeholder as it stands in a file.
   *
   * @param name between prefix and suffix, in the file's own letter case
   * @param start where its prefix begins
   * @param end after its suffix; the end of the text if it has none
   * @param value null if it has none
   */
  record Placeholder(String name, int start, int end, @Nullable String value) {}

  private final String source;
  private final List<Placeholder> placeholders;

  private PlaceholderText(String source, List<Placeholder> placeholders) {
    this.source = source;
    this.placeholders = List.copyOf(placeholders);
  }

  /** A text in which nothing is replaced. */
  static PlaceholderText plain(String source) {
    return new PlaceholderText(source, List.of());
  }

  /**
   * A text with the placeholders that are written so.
   *
   * @param values by name
   */
  static PlaceholderText of(
      String source, String prefix, String suffix, Function<String, Optional<String>> values) {
    List<Placeholder> found = new ArrayList<>();
    char first = prefix.charAt(0);
    for (int at = source.indexOf(first); at >= 0; at = source.indexOf(first, at)) {
      if (!source.startsWith(prefix, at)) {
        at += readAtOnce(source, prefix, at);
        continue;
      }
      int close = source.indexOf(suffix, at + prefix.length());
      int end = close < 0 ? source.length() : close + suffix.length();
      String name = source.substring(at + prefix.length(), close < 0 ? end : close);
      found.add(new Placeholder(name, at, end, close < 0 ? null : values.apply(name).orElse(null)));
      at = end;
    }
    return new PlaceholderText(source, found);
  }

  /** Flyway compares with the prefix as it reads, and does not look again at what it has read. */
  private static int readAtOnce(String source, String prefix, int at) {
    int alike = 0;
    while (at + alike < source.length() && source.charAt(at + alike) == prefix.charAt(alike)) {
      alike++;
    }
    return alike + 1;
  }

  String source() {
    return source;
  }

  /** In the order of the text. */
  List<Placeholder> placeholders() {
    return placeholders;
  }

  /** With every value in its place; a placeholder without a value stays as it is. */
  String replaced() {
    if (placeholders.isEmpty()) {
      return source;
    }
    StringBuilder replaced = new StringBuilder();
    int at = 0;
    for (Placeholder placeholder : placeholders) {
      replaced.append(source, at, placeholder.start()).append(sent(placeholder));
      at = placeholder.end();
    }
    return replaced.append(source, at, source.length()).toString();
  }

  /**
   * Where in the source a character of the replaced text comes from; for one of a value that is its
   * placeholder.
   */
  int sourceOffset(int replacedOffset) {
    int moved = 0;
    for (Placeholder placeholder : placeholders) {
      int start = placeholder.start() + moved;
      int length = sent(placeholder).length();
      if (replacedOffset < start + length) {
        return Math.min(replacedOffset - moved, placeholder.start());
      }
      moved += length - (placeholder.end() - placeholder.start());
    }
    return replacedOffset - moved;
  }

  private String sent(Placeholder placeholder) {
    String value = placeholder.value();
    return value == null ? source.substring(placeholder.start(), placeholder.end()) : value;
  }
}
