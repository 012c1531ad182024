package db.java;

import java.sql.Connection;

/** As Flyway 5 had it. */
interface JdbcMigration {
  void migrate(Connection connection) throws Exception;
}
