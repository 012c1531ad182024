// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.provenance.Ingredients;
import java.nio.file.Path;

/**
 * What a goal has found out about all that it worked with, for the goal that comes next.
 *
 * @param made all of it
 * @param remembered where the same is remembered
 */
record KnownInputs(Ingredients made, Path remembered) {}
