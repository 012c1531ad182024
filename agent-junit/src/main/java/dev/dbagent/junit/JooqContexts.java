// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The only class that needs jOOQ; it is loaded when a test asks for a context. */
final class JooqContexts {

  private JooqContexts() {}

  /** An {@code org.jooq.DSLContext}. */
  static Object on(DataSource dataSource) {
    return DSL.using(dataSource, SQLDialect.POSTGRES);
  }
}
