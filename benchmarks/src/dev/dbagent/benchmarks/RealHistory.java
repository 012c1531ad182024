// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A history that somebody else wrote, from a published jar. */
final class RealHistory {

  static final String UAA = "uaa";
  static final String UAA_ARTIFACT =
      "org.cloudfoundry.identity:cloudfoundry-identity-server:4.10.0";

  private static final String FOLDER = "org/cloudfoundry/identity/uaa/db/postgresql/";

  private RealHistory() {}

  static History uaa(Path jar) throws IOException {
    Map<String, String> scripts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        String name = entry.getName();
        if (name.startsWith(FOLDER) && name.endsWith(".sql")) {
          byte[] bytes = zip.getInputStream(entry).readAllBytes();
          scripts.put(name.substring(FOLDER.length()), new String(bytes, StandardCharsets.UTF_8));
        }
      }
    }
    return new History(UAA, "UAA of Cloud Foundry, " + scripts.size() + " migrations", scripts);
  }
}
