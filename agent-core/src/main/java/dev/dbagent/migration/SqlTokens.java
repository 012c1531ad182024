// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.SqlText.Token;
import dev.dbagent.migration.SqlText.TokenKind;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the tokens of a text, from left to right. It holds one token at a time, so that a
 * text of any length can be walked over.
 */
final class SqlTokens {

  /**
   * A name that may be qualified.
   *
   * @param schema null if it has none, or one that only the server knows
   * @param name of the last part
   * @param offset where the last part begins
   * @param start where the first part begins
   */
  record Path(@Nullable String schema, String name, int offset, int start) {}

  private final SqlText text;
  private Optional<Token> next;

  SqlTokens(String sql) {
    this(sql, 0);
  }

  /**
   * @param from an index between two tokens
   */
  SqlTokens(String sql, int from) {
    this.text = new SqlText(sql);
    this.next = text.tokenAt(from);
  }

  /** The next token, which stays the next one. */
  Optional<Token> peek() {
    return next;
  }

  boolean isAtEnd() {
    return next.isEmpty();
  }

  /** Takes the next token, whatever it is. */
  Optional<Token> take() {
    Optional<Token> taken = next;
    taken.ifPresent(token -> next = text.tokenAt(token.end()));
    return taken;
  }

  /** Takes the words if just they come next, in this order and not quoted. */
  boolean take(String... words) {
    Optional<Token> before = next;
    for (String word : words) {
      if (!isNext(word)) {
        next = before;
        return false;
      }
      take();
    }
    return true;
  }

  boolean isNext(String word) {
    return next.filter(t -> t.kind() == TokenKind.WORD && t.text().equals(word)).isPresent();
  }

  /** Whether a word out of the set comes next, not quoted. */
  boolean isNext(Set<String> words) {
    return next.filter(t -> t.kind() == TokenKind.WORD && words.contains(t.text())).isPresent();
  }

  boolean isNext(char symbol) {
    return next.filter(t -> t.kind() == TokenKind.SYMBOL && t.text().equals(String.valueOf(symbol)))
        .isPresent();
  }

  boolean take(char symbol) {
    boolean taken = isNext(symbol);
    if (taken) {
      take();
    }
    return taken;
  }

  /** Takes a name with all that qualifies it; nothing, and takes nothing, if none comes next. */
  Optional<Path> takePath() {
    if (!isName()) {
      return Optional.empty();
    }
    Token first = take().orElseThrow();
    Token last = first;
    String schema = null;
    while (isNext('.')) {
      take();
      if (!isName()) {
        return Optional.empty();
      }
      schema = known(last.text());
      last = take().orElseThrow();
    }
    return Optional.of(new Path(schema, last.text(), last.offset(), first.offset()));
  }

  private boolean isName() {
    return next.filter(t -> t.kind() == TokenKind.WORD || t.kind() == TokenKind.QUOTED_NAME)
        .isPresent();
  }

  private static @Nullable String known(String name) {
    return name.indexOf(PlaceholderText.UNKNOWN) < 0 ? name : null;
  }

  /** Takes an opening parenthesis and all up to the one that closes it, if one comes next. */
  void skipParentheses() {
    if (!take('(')) {
      return;
    }
    int depth = 1;
    while (depth > 0 && !isAtEnd()) {
      depth += isNext('(') ? 1 : isNext(')') ? -1 : 0;
      take();
    }
  }

  /** Takes all up to the next comma, closing parenthesis or semicolon of this level. */
  void skipElement() {
    while (!isAtEnd() && !isNext(',') && !isNext(')') && !isNext(';')) {
      if (isNext('(')) {
        skipParentheses();
      } else {
        take();
      }
    }
  }
}
