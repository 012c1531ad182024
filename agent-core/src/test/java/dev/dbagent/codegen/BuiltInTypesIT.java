// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.testing.CatalogueChanges;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever types there are, the code is, to the byte, that of jOOQ's own generator. */
class BuiltInTypesIT {

  /** A column of every type that there can be a column of, and an array of each. */
  private static final String ALL_TYPES =
      """
      DO $$
      DECLARE
        type text;
      BEGIN
        CREATE TABLE every_type ();
        FOR type IN
          SELECT typname FROM pg_type t
          WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm')
          AND NOT EXISTS (SELECT FROM pg_type WHERE oid = t.typelem AND typtype IN ('c', 'p'))
        LOOP
          EXECUTE format('ALTER TABLE every_type ADD %I pg_catalog.%1$I', type);
        END LOOP;
      END $$;
      CREATE TABLE sizes (
        a numeric, b numeric(5), c numeric(9, 2), d varchar(7), e char, f char(3), g time(3), h timestamptz(0),
        i interval day to second, j bit(3), k bigserial, l int GENERATED ALWAYS AS IDENTITY,
        m text COLLATE "C" DEFAULT 'x', n int GENERATED ALWAYS AS (2) STORED);
      CREATE VIEW every_type_seen AS SELECT * FROM every_type;
      CREATE FUNCTION routine(a int, b text[], OUT c uuid, OUT d every_type) LANGUAGE sql AS 'SELECT NULL::uuid, NULL::every_type';
      """;

  /** They are named like types of PostgreSQL's own, which are something else. */
  private static final String NAMESAKES =
      """
      CREATE TYPE int4 AS ENUM ('x');
      CREATE DOMAIN text AS pg_catalog.int8 CHECK (value > 0);
      CREATE TYPE uuid AS (a pg_catalog.uuid);
      CREATE TABLE jsonb (json json, name text);
      CREATE TABLE namesakes (
        a public.int4, b pg_catalog.int4, c public.text, d pg_catalog.text, e public.uuid, f pg_catalog.uuid,
        g public.jsonb, h pg_catalog.jsonb, i public.int4[], j public.jsonb[]);
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<strategy><name>dev.dbagent.codegen.TypeStrategy</name></strategy>",
        "<generate><pojos>true</pojos><daos>true</daos><interfaces>true</interfaces><records>true</records></generate>",
        "<database><forcedTypes><forcedType><name>VARCHAR</name><includeTypes>int8</includeTypes></forcedType></forcedTypes></database>",
        "<database><forcedTypes><forcedType><name>CLOB</name><includeTypes>pg_catalog\\.(text|uuid)</includeTypes></forcedType></forcedTypes></database>",
        "<database><inputSchema>pg_catalog</inputSchema><includes>pg_type|pg_statistic</includes></database>",
        "<database><includeSystemTables>true</includeSystemTables></database>"
      })
  void the_code_is_that_of_jooq(String settings) throws Exception {
    SortedMap<String, String> code = generated(settings, "");

    assertThat(code)
        .hasSizeGreaterThan(2)
        .isEqualTo(generated(settings, PlainGenerator.class.getName()));
  }

  private SortedMap<String, String> generated(String settings, String generator) throws Exception {
    String name = generator.isEmpty() ? "" : "<name>" + generator + "</name>";
    String xml = "<generator>" + name + settings + "<target/></generator>";
    try (GenerationWorkshop workshop = new GenerationWorkshop(folder, xml)) {
      workshop.execute(CatalogueChanges.BEFORE + ALL_TYPES + NAMESAKES);
      return workshop.fresh().files();
    }
  }
}
