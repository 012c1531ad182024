// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.FailureKind;

/** An entry of the catalogue in the making, in the order in which it is read. */
final class Draft {

  private final FailureKind kind;
  private final String title;
  private String condition = "";
  private String cause = "";
  private String remedy = "";
  private Example failing = Example.on("");

  private Draft(FailureKind kind, String title) {
    this.kind = kind;
    this.title = title;
  }

  static Draft of(FailureKind kind, String title) {
    return new Draft(kind, title);
  }

  Draft when(String text) {
    condition = joined(text);
    return this;
  }

  Draft because(String text) {
    cause = joined(text);
    return this;
  }

  /** Names settings in braces: {@code {lockTimeout}}. */
  Draft remedy(String text) {
    remedy = joined(text);
    return this;
  }

  Draft failing(Example example) {
    failing = example;
    return this;
  }

  CatalogueEntry corrected(Example example) {
    return new CatalogueEntry(kind, title, condition, cause, remedy, failing, example);
  }

  /** A text block is one paragraph. */
  private static String joined(String text) {
    return text.strip().replaceAll("\\s*\n\\s*", " ");
  }
}
