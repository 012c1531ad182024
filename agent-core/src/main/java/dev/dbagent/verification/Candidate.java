// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.seed.SeededDatabase;

/** A state that asks to be sealed. */
record Candidate(SeededDatabase seeded, SchemaSnapshot schema) {}
