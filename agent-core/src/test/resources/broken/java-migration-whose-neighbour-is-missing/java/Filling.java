package db.java;

import org.flywaydb.core.api.migration.BaseJavaMigration;

abstract class Filling extends BaseJavaMigration {}
