// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Secret;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the last verified state of a module was made of. Of a secret it knows only whether another
 * one is the same.
 *
 * @param module as {@code groupId:artifactId}
 * @param verified when
 * @param salt random, so that equal secrets look different in every record
 * @param secrets a salted digest of each
 */
record VerifiedRecord(
    String module,
    Instant verified,
    String salt,
    SortedMap<String, String> versions,
    SortedMap<String, String> settings,
    SortedMap<String, String> secrets,
    SortedMap<String, String> environment,
    SortedMap<String, FileContent> files) {

  static VerifiedRecord of(String module, Instant verified, Ingredients made) {
    String salt = Secret.random().reveal();
    SortedMap<String, String> secrets = new TreeMap<>();
    made.secrets().forEach((name, secret) -> secrets.put(name, digest(salt, name, secret)));
    return new VerifiedRecord(
        module,
        verified,
        salt,
        made.versions(),
        made.settings(),
        secrets,
        made.environment(),
        made.files());
  }

  boolean hasSecret(String name, Secret secret) {
    return digest(salt, name, secret).equals(secrets.get(name));
  }

  private static String digest(String salt, String name, Secret secret) {
    return Fingerprint.of("secret")
        .add("salt", salt)
        .add("name", name)
        .add("value", secret.reveal())
        .build()
        .hex();
  }
}
