// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import java.time.Instant;

/**
 * A state of the store as its list shows it.
 *
 * @param name the fingerprint in hexadecimal
 * @param label what it is made of; unknown when it is damaged
 * @param size of all that is kept of it, in bytes
 * @param lastUse when it was made or found last
 */
public record StoredState(String name, StateLabel label, long size, Instant lastUse) {}
