// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jooq.Log;
import org.jooq.SQLDialect;
import org.jooq.codegen.GenerationTool;
import org.jooq.codegen.JavaGenerator;
import org.jooq.impl.DSL;
import org.jooq.meta.postgres.PostgresDatabase;
import org.jooq.meta.postgres.information_schema.Tables;
import org.jooq.tools.JooqLogger;

/**
 * Makes a JVM load what every generation needs, while the database server is still starting: most
 * of jOOQ's classes come along with one query and one configuration. Gives what it made, so that no
 * compiler takes it for idle work. Lives inside a {@link JooqLoader} where there is one.
 */
final class WarmUp implements Supplier<String> {

  private static final String CONFIGURATION =
      "<configuration><generator><database><inputSchema>public</inputSchema></database>"
          + "<target><packageName>warm.up</packageName></target></generator></configuration>";

  /** A beginning. */
  WarmUp() {}

  @Override
  public String get() {
    JooqLogger.globalThreshold(Log.Level.WARN);
    String sql =
        DSL.using(SQLDialect.POSTGRES)
            .select(Tables.COLUMNS.COLUMN_NAME, DSL.count())
            .from(Tables.COLUMNS)
            .join(Tables.TABLES)
            .on(Tables.COLUMNS.TABLE_NAME.eq(Tables.TABLES.TABLE_NAME))
            .where(Tables.COLUMNS.TABLE_SCHEMA.in("public", "other"))
            .groupBy(Tables.COLUMNS.COLUMN_NAME)
            .orderBy(DSL.inline(1))
            .getSQL();
    return sql + configuration() + new JavaGenerator() + new PostgresDatabase();
  }

  private static Object configuration() {
    try {
      return GenerationTool.load(new ByteArrayInputStream(CONFIGURATION.getBytes(US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }
}
