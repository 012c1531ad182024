package db.java;

import org.flywaydb.core.api.migration.Context;

public class V2__Fill extends Filling {
  public void migrate(Context context) {}
}
