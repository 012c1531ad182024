// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object of JSON in the making, in the order of reading; what is unknown is left out. */
final class JsonFields {

  private final JsonObject object = new JsonObject();

  /** Unknown is null and the empty text. */
  JsonFields add(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      object.addProperty(name, value);
    }
    return this;
  }

  /** Also the empty text. */
  JsonFields addText(String name, String value) {
    object.addProperty(name, value);
    return this;
  }

  JsonFields add(String name, Number value) {
    object.addProperty(name, value);
    return this;
  }

  JsonFields add(String name, boolean value) {
    object.addProperty(name, value);
    return this;
  }

  /** Unknown is null and the object without a field. */
  JsonFields add(String name, @Nullable JsonFields value) {
    if (value != null && !value.object.isEmpty()) {
      object.add(name, value.object);
    }
    return this;
  }

  /** A list is known even if it is empty. */
  <T> JsonFields addAll(String name, List<T> values, Function<T, JsonFields> form) {
    return addElements(name, values, value -> form.apply(value).json());
  }

  JsonFields addAll(String name, List<String> texts) {
    return addElements(name, texts, JsonPrimitive::new);
  }

  /** Nothing when the list is empty. */
  <T> JsonFields addAny(String name, List<T> values, Function<T, JsonFields> form) {
    return values.isEmpty() ? this : addAll(name, values, form);
  }

  JsonObject json() {
    return object;
  }

  private <T> JsonFields addElements(
      String name, List<T> values, Function<T, JsonElement> element) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(element.apply(value)));
    object.add(name, array);
    return this;
  }
}
