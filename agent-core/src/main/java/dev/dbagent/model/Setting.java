// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/**
 * A setting that would help. Whoever runs the agent words it as its users write it.
 *
 * @param name of the setting, nested ones with dots: {@code statementTimeout}, {@code
 *     flyway.placeholders.owner}
 * @param value to give, or what a value looks like
 */
public record Setting(String name, String value) {}
