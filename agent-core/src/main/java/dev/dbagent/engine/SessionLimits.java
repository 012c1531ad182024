// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.time.Duration;

/**
 * How long a session may be busy before the server ends what it does.
 *
 * @param statement the longest a statement may run; zero for no limit
 * @param lock the longest a statement may wait for one lock; zero for no limit
 */
public record SessionLimits(Duration statement, Duration lock) {

  public static final SessionLimits NONE = new SessionLimits(Duration.ZERO, Duration.ZERO);
}
