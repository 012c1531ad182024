// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

/**
 * Something that only newer servers know.
 *
 * @param name what it is, for example {@code UNIQUE NULLS NOT DISTINCT}
 * @param product that knows it, for example {@code PostgreSQL 15}
 * @param version of that product to ask for, for example {@code 15}
 * @param serverVersion of the server that does not know it, for example {@code 14.20}
 */
public record NewerFeature(String name, String product, String version, String serverVersion) {}
