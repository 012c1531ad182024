// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import java.util.Optional;

/** Makes texts up. */
interface Texts {

  /** A text for a column, unlimited in length. */
  String of(Draw draw);

  /** A text that a regular expression matches; empty when none can be made up. */
  Optional<String> matching(String pattern, Draw draw);
}
