// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code prepare} has told of the state that a later goal worked with. It stands only if it
 * tells of this very state and module; anything else is of another build.
 */
final class EarlierGoal {

  private static final String FIRST = "prepare";

  private EarlierGoal() {}

  /** Whether a goal begins the story, so that nothing before it stands. */
  static boolean isFirst(Outcome outcome) {
    return outcome.goal().equals(FIRST);
  }

  /** By which an account is recognized, added to what it tells. */
  static JsonFields mark(JsonFields account, Outcome outcome) {
    return account
        .add("goal", outcome.goal())
        .add("status", outcome.failed() ? "failed" : "succeeded")
        .add("module", outcome.module())
        .add("state", outcome.state());
  }

  /**
   * The account that stands.
   *
   * @param accounts of earlier goals, whatever they are
   * @param marks where an account bears its marks
   */
  static Optional<JsonObject> in(
      JsonElement accounts, Function<JsonObject, JsonElement> marks, Outcome outcome) {
    if (isFirst(outcome) || outcome.state() == null || !accounts.isJsonArray()) {
      return Optional.empty();
    }
    JsonObject wanted =
        new JsonFields()
            .add("goal", FIRST)
            .add("status", "succeeded")
            .add("module", outcome.module())
            .add("state", outcome.state())
            .json();
    List<JsonElement> all = accounts.getAsJsonArray().asList();
    return all.stream()
        .filter(JsonElement::isJsonObject)
        .map(JsonElement::getAsJsonObject)
        .filter(account -> bears(marks.apply(account), wanted))
        .findFirst();
  }

  private static boolean bears(JsonElement marks, JsonObject wanted) {
    return marks.isJsonObject()
        && marks.getAsJsonObject().entrySet().containsAll(wanted.entrySet());
  }
}
