// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What lies behind a refusal that the server's words alone do not make clear.
 *
 * @param since the first major version that says it for this reason
 * @param message how the server puts it
 * @param sentence what is behind it, and what to do
 */
record Remark(int since, Pattern message, String sentence) {

  private static final int ALWAYS = 0;

  static final List<Remark> ALL =
      List.of(
          of(
              ALWAYS,
              "syntax error at or near \"\\\\\"",
              "A line that begins with a backslash is a command to psql and no SQL: leave it out."),
          of(
              ALWAYS,
              "syntax error at or near \"OIDS\"|tables declared WITH OIDS are not supported",
              "Tables have no OIDs since PostgreSQL 12: leave WITH OIDS out."),
          of(
              ALWAYS,
              "type \"(?:abstime|reltime|tinterval)\" does not exist",
              "The type is gone since PostgreSQL 12."),
          of(
              ALWAYS,
              "unrecognized role option \"(?:no)?createuser\"",
              "CREATEUSER is gone since PostgreSQL 9.6: write SUPERUSER."),
          of(
              ALWAYS,
              "function (?:array_(?:append|prepend|cat|positions?|remove|replace)|width_bucket)"
                  + "\\(.*\\banyarray\\b.*\\) does not exist",
              "Since PostgreSQL 14 such functions take anycompatiblearray and"
                  + " anycompatible instead of anyarray and anyelement."),
          of(
              15,
              "permission denied for schema public",
              "Since PostgreSQL 15 only its owner may create something in the schema public, unless"
                  + " a script grants CREATE on it."),
          parameter(14, "operator_precedence_warning"),
          parameter(14, "vacuum_cleanup_index_scale_factor"),
          parameter(15, "stats_temp_directory"),
          parameter(16, "force_parallel_mode"),
          parameter(16, "promote_trigger_file"),
          parameter(16, "vacuum_defer_cleanup_age"),
          parameter(17, "db_user_namespace"),
          parameter(17, "old_snapshot_threshold"),
          of(
              ALWAYS,
              "template database \"template\\d\" does not exist",
              "The build's server has this one database and no template: a migration cannot create"
                  + " another."),
          of(
              ALWAYS,
              ".*because it has pending trigger events",
              "Deferred constraints have rows to check yet: SET CONSTRAINTS ALL IMMEDIATE before the"
                  + " statement has them checked."),
          of(
              ALWAYS,
              "SET TRANSACTION ISOLATION LEVEL must be called before any query",
              "Flyway's own queries came first in this transaction."),
          of(
              ALWAYS,
              "unsafe use of new value .* of enum type .*",
              "Add the value in a migration of its own that runs before this one."));

  private static Remark of(int since, String message, String sentence) {
    return new Remark(since, Pattern.compile(message, Pattern.DOTALL), sentence);
  }

  private static Remark parameter(int goneSince, String name) {
    return of(
        goneSince,
        "unrecognized configuration parameter \"" + name + "\"",
        "The parameter is gone since PostgreSQL " + goneSince + ".");
  }
}
