// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.TableShape;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Load, dump, load: the files are equal and so is the data, whatever the type. */
class SeedRoundTripIT {

  private static final String SCHEMA =
      """
      CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree;
      CREATE SCHEMA "Back Office";
      CREATE TYPE mood AS ENUM ('fine', 'so, so', 'null', '~');
      CREATE DOMAIN short AS varchar(5) DEFAULT 'dflt' CHECK (value <> 'never');
      CREATE TYPE pair AS (a int, b text);
      CREATE TYPE span AS RANGE (subtype = float8);
      CREATE TABLE types (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        t text, v varchar(20), c char(4), b boolean, i2 smallint, i8 bigint, n numeric, n2 numeric(20,5),
        f4 real, f8 double precision, m money, d date, ti time, tz timetz, ts timestamp,
        tstz timestamptz, iv interval, u uuid, by bytea, e mood, dom short, comp pair, ta text[],
        ia int[], ca pair[], ea mood[], j json, jb jsonb, x xml, r int4range, nr numrange,
        tr tstzrange, sp span, mr int4multirange, ine inet, ci cidr, ma macaddr, ma8 macaddr8,
        bi bit(5), vb bit varying(9), tv tsvector, tq tsquery, p point, po polygon, ci2 circle, h hstore,
        ct citext, lt ltree, ls pg_lsn, oi oid, na name, ch "char", jp jsonpath,
        gen int GENERATED ALWAYS AS (i2 * 2) STORED,
        df text DEFAULT 'usual', dn int DEFAULT -5, dd date DEFAULT '2020-02-20',
        db boolean NOT NULL DEFAULT true, da text[] DEFAULT '{}', dx timestamptz DEFAULT now());
      CREATE TABLE "Back Office"."Order" ("select" text, "a: b" text, "~" int, PRIMARY KEY ("select", "~"));
      CREATE TABLE keyless (a text, b int);
      CREATE TABLE part (k int PRIMARY KEY, t text) PARTITION BY RANGE (k);
      CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
      CREATE TABLE part_rest PARTITION OF part DEFAULT;
      CREATE TABLE guarded (id int PRIMARY KEY, t text);
      ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
      ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
      CREATE TABLE citext_key (k citext PRIMARY KEY);
      ALTER DATABASE app SET bytea_output = 'escape';
      ALTER DATABASE app SET datestyle = 'German';
      ALTER DATABASE app SET intervalstyle = 'iso_8601';
      ALTER DATABASE app SET extra_float_digits = -3;
      """;

  private static final String ROWS =
      """
      INSERT INTO types (t) VALUES (NULL), (''), (' '), ('~'), ('null'), ('a: b # c'), (E'tab\\tline\\nreturn\\r\\nend\\\\'),
        (E'\\u0001\\u0085\\u2028\\uFEFF\\u00A0'), ('"quoted" and ''so'''), ('- x'), ('\\N'), ('\\.'), (U&'\\+01F600');
      INSERT INTO types (b, i2, i8, n, n2, f4, f8, c, v, m) VALUES
        (true, -32768, 9223372036854775807, 'NaN', 1.50, 'NaN', 'Infinity', 'ab', 'trail  ', 1234.5),
        (false, 0, -9223372036854775808, '-Infinity', 0, '-Infinity', 1e-300, '', '', -0.01),
        (NULL, 1, 1, 1e100, -1.00000, 0.1, 0.1, 'abcd', ' ', 0),
        (NULL, NULL, NULL, 123456789012345678901234567890.123456789, NULL, 3.4028235e38, 5e-324, NULL, NULL, NULL);
      INSERT INTO types (d, ti, tz, ts, tstz, iv) VALUES
        ('infinity', '24:00', '12:30:45.123456+05:30', '-infinity', 'infinity', '1 year -3 days 04:05:06.789'),
        ('0044-03-15 BC', '00:00', '00:00-12', '4713-01-01 BC', '2024-02-29 12:00:00.000001+02', '-1 mon +1 day -00:00:01'),
        ('2026-01-01', NULL, NULL, '294276-12-31 23:59:59.999999', '1900-01-01 00:00Z', '0');
      INSERT INTO types (u, by, e, dom, comp, ta, ia, ca, ea) VALUES
        ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\x00ff0a5c22', 'so, so', 'x', ROW(1, 'a,"b"'), ARRAY['', NULL, 'NULL', 'q"q', 'x,y', '\\', '{}'], '{{1,2},{3,4}}', ARRAY[ROW(1,NULL)::pair, NULL], '{fine,"so, so","null"}'),
        (NULL, '', '~', 'dflt', ROW(NULL, NULL), '{}', '[5:6]={7,8}', '{}', '{}'),
        (NULL, NULL, 'null', '', ROW(NULL, ''), NULL, NULL, NULL, NULL);
      INSERT INTO types (j, jb, x, r, nr, tr, sp, mr) VALUES
        ('{"b" :  1, "a": [1e2, null]}', '{"b": 1, "a": "\\u00e9 \\" \\\\"}', '<a b="c">&amp;</a>', '[1,5)', '(1.5,)', '[2020-01-01 00:00+00,infinity)', '[0.1,0.30000000000000004]', '{[1,3),[7,9)}'),
        ('null', 'null', 'text', 'empty', '(,)', 'empty', 'empty', '{}');
      INSERT INTO types (ine, ci, ma, ma8, bi, vb, tv, tq, p, po, ci2, h, ct, lt, ls, oi, na, ch, jp) VALUES
        ('192.168.1.5', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:ff:fe:01:02:03', B'10110', B'', 'a fat ''cat'':3A', 'fat & !rat', '(0.1,2)', '((0,0),(1,1),(1,0))', '<(0,0),1.5>', 'a=>1, "b c"=>NULL, q=>"\\""', 'Miss', 'Top.Child', '16/B374D848', 4294967295, 'n', 'x', '$.a[*] ? (@ > 1)'),
        ('::1/64', '::/0', NULL, NULL, NULL, B'101', '', '', NULL, NULL, NULL, '', '', '', '0/0', 0, '', '', NULL);
      INSERT INTO types (df, dn, dd, db, da, dx) VALUES (NULL, NULL, NULL, false, NULL, NULL),
        ('usual', -5, '2020-02-20', true, '{}', '2020-01-01Z'), ('', 0, '2020-02-21', true, '{""}', now());
      INSERT INTO "Back Office"."Order" VALUES ('b', 'x', 1), ('B', NULL, 2), ('a', '', 3), ('ä', 'y', 4), ('b', 'z', -1);
      INSERT INTO keyless VALUES ('x', 1), (NULL, NULL), ('x', 1), ('', 2);
      INSERT INTO part VALUES (50, 'r'), (5, 'a'), (-1, 'r');
      INSERT INTO guarded VALUES (1, 'seen');
      INSERT INTO citext_key VALUES ('b'), ('C'), ('A');
      """;

  @TempDir Path project;

  @ParameterizedTest
  @CsvSource({
    RealEngine.NEWEST + ",.yml",
    RealEngine.NEWEST + ",.csv",
    RealEngine.OLDEST + ",.yml",
    RealEngine.OLDEST + ",.csv"
  })
  void what_is_dumped_and_loaded_is_dumped_the_same(String version, String suffix) {
    Map<String, String> first;
    String data;
    try (SeedBench bench = new SeedBench(project, version)) {
      bench.sql(SCHEMA);
      bench.sql(ROWS);
      first = dump(bench.server(), suffix);
      data = bench.rows("SELECT types::text FROM types ORDER BY id").toString();
    }
    try (SeedBench bench = new SeedBench(project, version)) {
      bench.sql(SCHEMA);
      first.forEach(bench::seed);
      bench.load();
      assertThat(dump(bench.server(), suffix)).isEqualTo(first);
      assertThat(bench.rows("SELECT types::text FROM types ORDER BY id").toString())
          .isEqualTo(data);
      assertThat(bench.rows("SELECT count(*) FROM types WHERE comp IS NOT DISTINCT FROM NULL"))
          .isEqualTo(bench.rows("SELECT count(*) - 3 FROM types"));
    }
  }

  @Test
  void rows_are_sorted_by_the_key_and_defaults_are_left_out() {
    try (SeedBench bench = new SeedBench(project)) {
      bench.sql(SCHEMA);
      bench.sql(ROWS);
      Map<String, String> files = dump(bench.server(), ".yml");
      assertThat(files.get("public.citext_key.yml")).isEqualTo("- k: A\n- k: C\n- k: b\n");
      assertThat(files.get("Back Office.Order.yml"))
          .isEqualTo(
              """
              - select: B
                "~": 2
              - select: a
                "a: b": ""
                "~": 3
              - select: b
                "a: b": z
                "~": -1
              - select: b
                "a: b": x
                "~": 1
              - select: ä
                "a: b": y
                "~": 4
              """);
      assertThat(files.get("public.keyless.yml"))
          .isEqualTo("- a: \"\"\n  b: 2\n- a: x\n  b: 1\n- a: x\n  b: 1\n- a: ~\n");
      assertThat(files.get("public.part.yml"))
          .isEqualTo("- k: -1\n  t: r\n- k: 5\n  t: a\n- k: 50\n  t: r\n");
      assertThat(files.get("public.types.yml"))
          .contains("  df: ~\n  dn: ~\n  dd: ~\n  db: false\n  da: ~\n  dx: ~\n")
          .contains("  dx: 2020-01-01 00:00:00+00\n")
          .contains("  ine: 192.168.1.5\n")
          .contains("  b: true\n")
          .doesNotContain("gen:");
    }
  }

  private static Map<String, String> dump(DatabaseServer server, String suffix) {
    Map<String, String> files = new TreeMap<>();
    try (BulkRead read = server.beginBulkRead()) {
      for (TableShape shape : read.tables()) {
        SeedTarget target = TableRows.of(read, shape).asNew();
        if (!target.rows().isEmpty() && !shape.isPartition()) {
          String name = shape.name().schema() + "." + shape.name().name() + suffix;
          boolean isCsv = suffix.equals(".csv");
          files.put(name, isCsv ? CsvPatch.of("", target) : RecordPatch.of("", target));
        }
      }
    }
    return files;
  }
}
