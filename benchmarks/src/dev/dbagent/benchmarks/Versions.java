// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is compared: of what we use ourselves the version that we use. */
final class Versions {

  private static final String POSTGRES = "18.6.0";

  /** The newest Maven plugin; the library is ahead of it. */
  private static final String FLYWAY_PLUGIN = "13.6.0";

  private static final String JACKSON_TOML = "3.2.0";
  private static final String JOOQ_EXTENSIONS = "3.19.35";

  private Versions() {}

  /** For the placeholders of the POMs. */
  static Map<String, String> of(Path checkout, String platform) throws IOException {
    String pom = Files.readString(checkout.resolve("pom.xml"));
    Map<String, String> versions = new TreeMap<>();
    versions.put("db-agent.version", element("version", pom));
    for (String shared : new String[] {"jooq", "pgjdbc", "xz"}) {
      versions.put(shared + ".version", element(shared + ".version", pom));
    }
    versions.put("postgres.version", POSTGRES);
    versions.put("flyway.version", FLYWAY_PLUGIN);
    versions.put("jackson-toml.version", JACKSON_TOML);
    versions.put("jooq-extensions.version", JOOQ_EXTENSIONS);
    versions.put("platform", platform);
    return versions;
  }

  static String forPeople(Map<String, String> versions) {
    return "db-agent %s, flyway-maven-plugin %s, jOOQ %s (DDLDatabase %s), PostgreSQL %s, pgjdbc %s"
        .formatted(
            versions.get("db-agent.version"),
            versions.get("flyway.version"),
            versions.get("jooq.version"),
            versions.get("jooq-extensions.version"),
            versions.get("postgres.version"),
            versions.get("pgjdbc.version"));
  }

  private static String element(String name, String pom) {
    Matcher matcher =
        Pattern.compile("<" + name + ">([^<]+)<").matcher(pom.replaceFirst("<\\?.*\\?>", ""));
    if (!matcher.find()) {
      throw new IllegalStateException("pom.xml has no <" + name + ">");
    }
    return matcher.group(1);
  }
}
