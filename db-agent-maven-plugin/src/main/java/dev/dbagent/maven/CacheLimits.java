// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.cache.StoreLimits;
import org.apache.maven.plugin.MojoExecutionException;

/** The limits of the store from the parameters that several goals have. */
final class CacheLimits {

  private CacheLimits() {}

  static StoreLimits of(long cacheSize, long cacheAge) throws MojoExecutionException {
    if (cacheSize < 0) {
      throw negative("cacheSize", cacheSize, "megabytes");
    }
    if (cacheAge < 0) {
      throw negative("cacheAge", cacheAge, "days");
    }
    return StoreLimits.of(cacheSize, cacheAge);
  }

  private static MojoExecutionException negative(String name, long value, String unit) {
    return new MojoExecutionException(
        "%s (-DdbAgent.%s) is %d; it is a number of %s, 0 or more"
            .formatted(name, name, value, unit));
  }
}
