// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/**
 * Another place that has to do with a failure.
 *
 * @param place where
 * @param label what is there, in a few words: "created here", "the row comes from here"
 */
public record Related(Place place, String label) {}
