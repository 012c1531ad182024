// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.TableName;

/**
 * A table that was loaded from a file.
 *
 * @param table the table
 * @param file the file, as a user of the project writes it
 * @param declaredRows how many rows the file has
 * @param loadedRows how many rows the table gained
 */
public record SeededTable(TableName table, String file, long declaredRows, long loadedRows) {}
