// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.model.Excerpt;
import dev.dbagent.model.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places as SARIF has them: relative to the root of the checkout. */
final class SarifLocation {

  private static final String ROOT = "%SRCROOT%";

  private final ReportSettings settings;

  SarifLocation(ReportSettings settings) {
    this.settings = settings;
  }

  /** Says what paths are relative to, but not where that is: another machine has it elsewhere. */
  static JsonFields bases() {
    return new JsonFields()
        .add(
            ROOT,
            new JsonFields().add("description", SarifRules.text("The root of the checkout.")));
  }

  /** One location, or none: what has no place is shown in the file that configures the agent. */
  List<JsonFields> of(@Nullable Place place, @Nullable Excerpt excerpt) {
    Place shown = place;
    if (shown == null && settings.buildFile() != null) {
      shown = Place.file(settings.buildFile());
    }
    return shown == null ? List.of() : List.of(location(shown, excerpt));
  }

  JsonFields location(Place place, @Nullable Excerpt excerpt) {
    return new JsonFields()
        .add(
            "physicalLocation",
            new JsonFields()
                .add("artifactLocation", artifact(place.file()))
                .add("region", region(place, excerpt))
                .add("contextRegion", excerpt == null ? null : context(excerpt)));
  }

  JsonFields artifact(String file) {
    CheckoutPath path = CheckoutPath.of(settings.modulePath(), file);
    JsonFields artifact = new JsonFields().add("uri", path.uri());
    return path.isAbsolute() ? artifact : artifact.add("uriBaseId", ROOT);
  }

  private static @Nullable JsonFields region(Place place, @Nullable Excerpt excerpt) {
    if (place.line() == 0) {
      return null;
    }
    JsonFields region = new JsonFields().add("startLine", place.line());
    if (place.column() > 0) {
      region.add("startColumn", place.column());
    }
    return excerpt == null ? region : region.add("snippet", snippet(excerpt));
  }

  /** From the caret to the end of its line: what a region means that tells only its beginning. */
  private static @Nullable JsonFields snippet(Excerpt excerpt) {
    int marked = excerpt.line() - excerpt.firstLine();
    if (marked < 0 || marked >= excerpt.lines().size()) {
      return null;
    }
    String line = excerpt.lines().get(marked);
    int before = Math.min(Math.max(0, excerpt.caret()), line.codePointCount(0, line.length()));
    return SarifRules.text(line.substring(line.offsetByCodePoints(0, before)));
  }

  private static @Nullable JsonFields context(Excerpt excerpt) {
    if (excerpt.lines().size() < 2) {
      return null;
    }
    return new JsonFields()
        .add("startLine", excerpt.firstLine())
        .add("endLine", excerpt.firstLine() + excerpt.lines().size() - 1)
        .add("snippet", SarifRules.text(String.join("\n", excerpt.lines())));
  }
}
