// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Place;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.RecordedWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database, a target directory and an ear for warnings: what a generation needs in a test. */
final class GeneratorStage implements AutoCloseable {

  static final String SCHEMA =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
      CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
      CREATE TABLE customer (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        mail email NOT NULL UNIQUE,
        mood mood NOT NULL DEFAULT 'ok',
        tags text[],
        extra jsonb);
      COMMENT ON TABLE customer IS 'people with naïve names';
      CREATE TABLE "MixedCase" ("Id" int PRIMARY KEY, "caféName" text UNIQUE);
      CREATE SCHEMA sales;
      CREATE TABLE sales.region (country char(2), code int, name text, PRIMARY KEY (country, code));
      CREATE TABLE sales.shop (
        id serial PRIMARY KEY, country char(2), region int,
        owner bigint REFERENCES customer,
        CONSTRAINT shop_region_fk FOREIGN KEY (country, region) REFERENCES sales.region);
      CREATE TABLE sales.sale (
        id bigint, at date NOT NULL, shop int NOT NULL REFERENCES sales.shop, PRIMARY KEY (id, at))
        PARTITION BY RANGE (at);
      CREATE TABLE sales.sale_2026 PARTITION OF sales.sale
        FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      CREATE TABLE sales.refund (
        sale bigint, at date, FOREIGN KEY (sale, at) REFERENCES sales.sale (id, at));
      CREATE VIEW sales.happy_customer AS SELECT id, mail FROM customer WHERE mood = 'happy';
      CREATE MATERIALIZED VIEW sales.per_shop AS
        SELECT shop, count(*) AS n FROM sales.sale GROUP BY shop;
      CREATE FUNCTION sales.total(shop int) RETURNS bigint LANGUAGE sql
        AS 'SELECT count(*) FROM sales.sale s WHERE s.shop = total.shop';
      CREATE FUNCTION sales.shops_of(owner bigint) RETURNS TABLE (id int) LANGUAGE sql
        AS 'SELECT s.id FROM sales.shop s WHERE s.owner = shops_of.owner';
      CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY);
      """;

  /** Relations in the schema above, the history table left out. */
  static final int RELATIONS = 9;

  final DatabaseServer server = RealEngine.start();
  final Path target;
  final RecordedWarnings warnings = new RecordedWarnings();

  GeneratorStage(Path target) {
    this.target = target;
    execute(SCHEMA);
  }

  void execute(String sql) {
    try (Connection c = server.dataSource(SessionLimits.NONE).getConnection();
        Statement s = c.createStatement()) {
      s.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  GeneratedSources generate(@Nullable String xml) throws SQLException {
    GeneratorSettings settings =
        new GeneratorSettings(target, "com.acme.shop", xml, "flyway_schema_history");
    try (CodeGenerator generator =
        CodeGenerator.begin(settings, new JooqSpare(), target.resolveSibling("classes"), false)) {
      return generator.generate(
          server,
          EarlierCode::none,
          name -> Optional.of(new Place("V1__" + name + ".sql", 2, 14)),
          warnings);
    }
  }

  /** Every file below the target with its text. */
  SortedMap<String, String> files() throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(target)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(target.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Override
  public void close() {
    server.close();
  }
}
