package db.java;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

public class V2__Fill extends BaseJavaMigration {
  public void migrate(Context context) {
    throw new IllegalStateException("no input file");
  }
}
