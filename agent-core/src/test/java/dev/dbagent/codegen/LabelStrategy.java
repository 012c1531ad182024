// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.util.Locale;
import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.meta.EnumDefinition;

/** A user's naming strategy that writes enum labels in capitals. */
public final class LabelStrategy extends DefaultGeneratorStrategy {

  /** For jOOQ. */
  public LabelStrategy() {}

  @Override
  public String getJavaEnumLiteral(EnumDefinition definition, String literal) {
    return super.getJavaEnumLiteral(definition, literal).toUpperCase(Locale.ROOT);
  }
}
