package dev.dbagent.it.migration;

import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

public class V2__Made_by_java extends BaseJavaMigration {

  @Override
  public void migrate(Context context) throws Exception {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute("CREATE TABLE made_by_java (id bigint PRIMARY KEY)");
      System.out.println("printed by a Java migration");
    }
  }
}
