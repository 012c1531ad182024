// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import org.jspecify.annotations.Nullable;

/**
 * What a database server said about a statement that it refused.
 *
 * @param sqlState the five-character SQLSTATE, empty when the failure did not come from the server
 * @param message the primary message
 * @param detail the server's detail, if any
 * @param hint the server's hint, if any
 * @param context where the server was ("COPY t, line 3, column x"; a PL/pgSQL call stack), if known
 * @param position of the error in the statement's text, in characters from 1; 0 when unknown
 * @param table the table concerned, if the server named one
 * @param column the column concerned, if the server named one
 * @param constraint the constraint concerned, if the server named one
 */
public record SqlFault(
    String sqlState,
    String message,
    @Nullable String detail,
    @Nullable String hint,
    @Nullable String context,
    int position,
    @Nullable TableName table,
    @Nullable String column,
    @Nullable String constraint) {}
