// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.util.Set;

/**
 * What one run of jOOQ did without.
 *
 * @param tables of how many there is at least one file
 * @param files by their paths below the source root
 * @param areEnough whether the run can have done without what it was not told
 */
record Taken(int tables, Set<String> files, boolean areEnough) {}
