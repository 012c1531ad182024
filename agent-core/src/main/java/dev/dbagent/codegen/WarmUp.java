// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Log;
import org.jooq.Record1;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.codegen.GenerationTool;
import org.jooq.codegen.GeneratorStrategy.Mode;
import org.jooq.codegen.JavaGenerator;
import org.jooq.codegen.JavaWriter;
import org.jooq.impl.DSL;
import org.jooq.meta.AbstractTableDefinition;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.DefaultColumnDefinition;
import org.jooq.meta.DefaultDataTypeDefinition;
import org.jooq.meta.SchemaDefinition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.postgres.PostgresDatabase;
import org.jooq.tools.JooqLogger;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;

/**
 * Makes a JVM load and try what every generation needs, while the database server is still
 * starting: generates code from an invented database, and writes nothing of it. Lives inside a
 * {@link JooqLoader} where there is one. Whatever jOOQ throws comes as the cause of a {@link
 * CompletionException}.
 */
final class WarmUp implements Runnable {

  private static final String SCHEMA = "public";

  /** The folder has to be there; nothing comes into it, and nothing in it is deleted. */
  private static final String CONFIGURATION =
      "<configuration><generator><name>%s</name><database><name>%s</name><inputSchema>%s"
          + "</inputSchema></database><target><packageName>warm.up</packageName>"
          + "<directory>.</directory><clean>false</clean></target></generator></configuration>";

  /** A beginning. */
  WarmUp() {}

  @Override
  public void run() {
    JooqLogger.globalThreshold(Log.Level.FATAL);
    String configuration =
        CONFIGURATION.formatted(Unwritten.class.getName(), Invented.class.getName(), SCHEMA);
    GenerationTool tool = new GenerationTool();
    tool.setConnection(new MockConnection(query -> new MockResult[] {answer(query.sql())}));
    try {
      tool.run(GenerationTool.load(new ByteArrayInputStream(configuration.getBytes(US_ASCII))));
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Whatever is asked for exists, but there are no rows of it. */
  private static MockResult answer(String sql) {
    DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
    if (!sql.startsWith("select exists")) {
      return new MockResult(0, dsl.newResult());
    }
    Field<Boolean> exists = DSL.field("exists", Boolean.class);
    Result<Record1<Boolean>> rows = dsl.newResult(exists);
    rows.add(dsl.newRecord(exists).values(true));
    return new MockResult(1, rows);
  }

  /** Generates and forgets. Public because jOOQ instantiates it by name. */
  public static final class Unwritten extends JavaGenerator {

    /** For jOOQ. */
    public Unwritten() {}

    /** For a file that it begins, jOOQ makes the folder: the one that is there will do. */
    @Override
    protected JavaWriter newJavaWriter(File file, Mode mode) {
      return super.newJavaWriter(new File(file.getName()).getAbsoluteFile(), mode);
    }

    @Override
    protected void closeJavaWriter(JavaWriter out) {}
  }

  /** A database of one table. Public because jOOQ instantiates it by name. */
  public static final class Invented extends PostgresDatabase {

    /** For jOOQ. */
    public Invented() {}

    @Override
    protected List<SchemaDefinition> getSchemata0() throws SQLException {
      List<SchemaDefinition> schemata = new ArrayList<>(super.getSchemata0());
      schemata.add(new SchemaDefinition(this, SCHEMA, ""));
      return schemata;
    }

    @Override
    protected List<TableDefinition> getTables0() throws SQLException {
      List<TableDefinition> tables = new ArrayList<>(super.getTables0());
      tables.add(new InventedTable(getSchemata().get(0)));
      return tables;
    }
  }

  private static final class InventedTable extends AbstractTableDefinition {

    InventedTable(SchemaDefinition schema) {
      super(schema, "warm_up", "");
    }

    @Override
    public List<ColumnDefinition> getElements0() {
      List<ColumnDefinition> columns = new ArrayList<>();
      for (String type : List.of("int8", "varchar", "timestamptz", "bool")) {
        DefaultDataTypeDefinition dataType =
            new DefaultDataTypeDefinition(getDatabase(), getSchema(), type);
        columns.add(
            new DefaultColumnDefinition(this, type, columns.size() + 1, dataType, false, ""));
      }
      return columns;
    }
  }
}
