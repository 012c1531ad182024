// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

/**
 * What does instead of extensions that PostgreSQL itself does not bring, or brings no more (release
 * notes of the versions named, section "Migration").
 */
final class KnownExtensions {

  private KnownExtensions() {}

  /** One or two sentences; empty when there is nothing to say. */
  static String advice(String extension) {
    return switch (extension) {
      case "postgis",
          "postgis_raster",
          "postgis_sfcgal",
          "postgis_topology",
          "postgis_tiger_geocoder",
          "address_standardizer",
          "pgrouting" ->
          "PostGIS is a product of its own. For plain distances the extensions cube and"
              + " earthdistance will do, or the built-in types point, box and polygon.";
      case "vector", "pgvector", "vectorscale", "vchord" ->
          "pgvector is a product of its own. A column of type real[] holds the same numbers, without"
              + " its operators and indexes.";
      case "timescaledb", "pg_partman", "citus", "pg_pathman" ->
          "It is a product of its own. PARTITION BY is built in, and migrations can create the"
              + " partitions.";
      case "plperl",
          "plperlu",
          "plpython2u",
          "plpython3u",
          "plpythonu",
          "pltcl",
          "pltclu",
          "bool_plperl",
          "bool_plperlu",
          "hstore_plperl",
          "hstore_plperlu",
          "hstore_plpython3u",
          "jsonb_plperl",
          "jsonb_plperlu",
          "jsonb_plpython3u",
          "ltree_plpython3u",
          "plv8",
          "pllua",
          "pljava",
          "plr" ->
          "It needs an interpreter that the engine's binaries do not bring. PL/pgSQL and SQL need"
              + " none.";
      case "uuid_ossp", "pg_uuidv7", "uuidv7" ->
          "gen_random_uuid() is built in, and so is uuidv7() since PostgreSQL 18.";
      case "pg_cron", "pg_repack", "pgaudit", "pg_squeeze", "pg_hint_plan", "hypopg", "pgagent" ->
          "It serves whoever operates a server and is no part of a schema: keep it in a script that"
              + " only production runs.";
      case "pgtap" -> "It serves tests: keep it in a script that only they run.";
      case "tsearch2" -> "Full text search is built in since PostgreSQL 8.3.";
      case "adminpack", "old_snapshot" -> "PostgreSQL 17 has removed it.";
      default -> "";
    };
  }
}
