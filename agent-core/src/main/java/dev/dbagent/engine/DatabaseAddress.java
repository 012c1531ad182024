// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and who connects to it. Prints without a secret.
 *
 * @param url as the driver takes it, {@code jdbc:postgresql://host/database}
 * @param user null for whom the driver takes
 * @param password null for what the driver finds itself, in a password file
 */
public record DatabaseAddress(String url, @Nullable String user, @Nullable Secret password) {

  /** Whether the address itself gives a password, so that whoever prints it gives it away. */
  public boolean isTelling() {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.contains("password=") || lower.matches("[^?]*//[^/?]*@.*");
  }

  /** For people: without parameters, and without what may stand before the host. */
  public String shown() {
    return url.replaceFirst("(?s)\\?.*", "").replaceFirst("//[^/]*@", "//");
  }

  @Override
  public String toString() {
    return shown();
  }
}
