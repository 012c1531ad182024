// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.handoff;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.verification.SchemaSize;
import dev.dbagent.verification.VerifiedState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in a state when it was verified: all that a handoff tells of it. It can be kept
 * beside the state, so that nobody has to start a server to tell it again.
 */
public final class VerifiedFacts {

  /** Raised when a reader of the old form would misread the new one. */
  private static final int FORMAT = 1;

  private final JsonArray migrations;
  private final JsonArray seeds;
  private final JsonObject schema;
  private final List<Finding> findings;

  private VerifiedFacts(
      JsonArray migrations, JsonArray seeds, JsonObject schema, List<Finding> findings) {
    this.migrations = migrations;
    this.seeds = seeds;
    this.schema = schema;
    this.findings = List.copyOf(findings);
  }

  public static VerifiedFacts of(VerifiedState verified) {
    return new VerifiedFacts(
        migrations(verified), seeds(verified), schema(verified.size()), verified.findings());
  }

  /** What was noticed and is bearable, in the order of the checks. */
  public List<Finding> findings() {
    return findings;
  }

  /** A form to keep. */
  public byte[] toBytes() {
    JsonObject root = new JsonObject();
    root.addProperty("format", FORMAT);
    root.add("migrations", migrations);
    root.add("seeds", seeds);
    root.add("schema", schema);
    JsonArray found = new JsonArray();
    findings.forEach(finding -> found.add(whole(finding)));
    root.add("findings", found);
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What was kept; empty when this version does not understand it. */
  public static Optional<VerifiedFacts> of(byte[] kept) {
    try {
      JsonObject root =
          JsonParser.parseString(new String(kept, StandardCharsets.UTF_8)).getAsJsonObject();
      if (root.get("format").getAsInt() != FORMAT) {
        return Optional.empty();
      }
      List<Finding> findings = new ArrayList<>();
      for (JsonElement finding : root.getAsJsonArray("findings")) {
        findings.add(finding(finding.getAsJsonObject()));
      }
      return Optional.of(
          new VerifiedFacts(
              root.getAsJsonArray("migrations"),
              root.getAsJsonArray("seeds"),
              root.getAsJsonObject("schema"),
              findings));
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException
        | ClassCastException e) {
      return Optional.empty();
    }
  }

  void addTo(JsonObject handoff) {
    handoff.add("migrations", migrations);
    handoff.add("seeds", seeds);
    handoff.add("schema", schema);
    JsonArray told = new JsonArray();
    findings.forEach(finding -> told.add(brief(finding)));
    handoff.add("findings", told);
  }

  private static JsonObject brief(Finding found) {
    JsonObject finding = new JsonObject();
    finding.addProperty("code", found.code());
    finding.addProperty("severity", found.severity().name());
    finding.addProperty("subject", found.subject());
    return finding;
  }

  private static JsonObject whole(Finding found) {
    JsonObject finding = brief(found);
    finding.addProperty("kind", found.kind().name());
    finding.addProperty("message", found.message());
    Place place = found.place();
    if (place != null) {
      finding.addProperty("file", place.file());
      finding.addProperty("line", place.line());
      finding.addProperty("column", place.column());
    }
    return finding;
  }

  private static Finding finding(JsonObject kept) {
    JsonElement file = kept.has("file") ? kept.get("file") : JsonNull.INSTANCE;
    return new Finding(
        FailureKind.valueOf(kept.get("kind").getAsString()),
        Severity.valueOf(kept.get("severity").getAsString()),
        kept.get("subject").getAsString(),
        kept.get("message").getAsString(),
        file.isJsonNull()
            ? null
            : new Place(
                file.getAsString(), kept.get("line").getAsInt(), kept.get("column").getAsInt()));
  }

  private static JsonArray migrations(VerifiedState verified) {
    ReplayedDatabase replayed = verified.seeded().replayed();
    Map<String, String> digests = new HashMap<>();
    replayed.history().migrations().forEach(file -> digests.put(file.script(), file.sha256()));
    JsonArray migrations = new JsonArray();
    replayed
        .applied()
        .forEach(
            applied -> {
              JsonObject migration = new JsonObject();
              migration.addProperty("version", applied.version());
              migration.addProperty("description", applied.description());
              migration.addProperty("script", applied.script());
              migration.addProperty("type", applied.type());
              migration.addProperty("sha256", digests.get(applied.script()));
              migrations.add(migration);
            });
    return migrations;
  }

  private static JsonArray seeds(VerifiedState verified) {
    JsonArray seeds = new JsonArray();
    verified
        .seeded()
        .tables()
        .forEach(
            table -> {
              JsonObject seed = new JsonObject();
              seed.addProperty("table", table.table().toString());
              seed.addProperty("file", table.file());
              seed.addProperty("rows", table.loadedRows());
              seeds.add(seed);
            });
    return seeds;
  }

  private static JsonObject schema(SchemaSize size) {
    JsonObject schema = new JsonObject();
    schema.addProperty("tables", size.tables());
    schema.addProperty("views", size.views());
    schema.addProperty("columns", size.columns());
    schema.addProperty("foreignKeys", size.foreignKeys());
    schema.addProperty("enums", size.enums());
    schema.addProperty("routines", size.routines());
    schema.addProperty("sequences", size.sequences());
    return schema;
  }
}
