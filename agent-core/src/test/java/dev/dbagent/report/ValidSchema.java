// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A published schema of JSON, read by somebody else's validator. */
final class ValidSchema {

  private static final Path OURS = Path.of("../docs/schema/diagnosis-1.json");
  private static final String SARIF = "/schema/sarif-schema-2.1.0.json";

  private final Schema schema;

  private ValidSchema(String text) {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text, InputFormat.JSON);
  }

  /** The one that is published. */
  static ValidSchema ofDiagnosis() {
    return new ValidSchema(ours().toString());
  }

  /** The same, and a field that it does not describe is an error. */
  static ValidSchema ofDiagnosisWithoutUnknownFields() {
    JsonObject text = ours();
    close(text);
    return new ValidSchema(text.toString());
  }

  /** As OASIS published it. */
  static ValidSchema ofSarif() {
    try (InputStream in = Objects.requireNonNull(ValidSchema.class.getResourceAsStream(SARIF))) {
      return new ValidSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Error> errors(String json) {
    return schema.validate(
        json,
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  static JsonObject ours() {
    try {
      return JsonParser.parseString(Files.readString(OURS)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(JsonElement element) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(ValidSchema::close);
    } else if (element.isJsonObject()) {
      JsonObject object = element.getAsJsonObject();
      if (object.has("type") && object.has("properties")) {
        object.addProperty("additionalProperties", false);
      }
      object.entrySet().forEach(entry -> close(entry.getValue()));
    }
  }
}
