// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.engine.TableShape.Fill;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a secret and what does not. No value here opens anything. */
class SecretSearchTest {

  private static final String PEM = "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIE\n";
  private static final String LETTERS = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";

  @Test
  void formats_of_keys_and_tokens_are_known() {
    is("a PEM block", PEM);
    is("a PEM block in base64", "x " + base64(PEM));
    is("a JSON web token", base64("{\"alg\":\"none\"}") + "." + base64("{\"sub\":\"1\"}") + ".");
    is("an access key of AWS", "key=AKI" + "AABCDEFGHIJKLMNOP");
    is("a token of GitHub", "gh" + "p_" + LETTERS.substring(0, 36));
    is("a token of GitHub", "github" + "_pat_" + LETTERS);
    is("a token of GitLab", "glp" + "at-" + LETTERS.substring(0, 20));
    is("a token of Slack", "xox" + "b-1234567890-abcdef");
    is("a key of Google", "AI" + "za" + LETTERS.substring(0, 35));
    is("a key of Stripe", "sk" + "_live_" + LETTERS);
    is("a key of SendGrid", "SG" + "." + LETTERS.substring(0, 22) + "." + LETTERS);
    is("a URL with a password", "postgres://ada:secret@db.internal/app");
  }

  @Test
  void hashes_of_passwords_are_known() {
    is("a hash of a password", "$2" + "a$10$" + LETTERS + LETTERS.substring(0, 13));
    is("a hash of a password", "{bcrypt}$2a$10$abc");
    is("a hash of a password", "$argon2" + "id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA");
    is("a hash of a password", "$6$salt$" + LETTERS);
    is("a hash of a password", "pbkdf2_sha256$260000$" + LETTERS);
    is("a hash of a password", "SCRAM-SHA-256$4096:c2FsdA==$x:y");
  }

  @Test
  void they_are_found_in_bytes_and_in_escapes() {
    String hex = HexFormat.of().formatHex(PEM.getBytes(StandardCharsets.US_ASCII));
    assertThat(SecretSearch.suspicion(column("bytea", "data"), "\\x" + hex))
        .contains("a PEM block");
    assertThat(SecretSearch.suspicion(column("bytea[]", "data"), "{\"\\\\x" + hex + "\"}"))
        .contains("a PEM block");
    assertThat(SecretSearch.suspicion(column("json", "data"), "{\"a\": \"ada\\u0040corp.com\"}"))
        .contains("an e-mail address outside of the example domains");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@corp.com", "<Ada.Lovelace+x@mail.corp.co.uk>", "ada@bücher.de", "{ada@corp.com}",
        "ada@example.com, bob@corp.com", "ada@notexample.com", "ada@example.company",
            "ada@[10.0.0.1]"
      })
  void addresses_of_somebody_are_found(String value) {
    is("an e-mail address outside of the example domains", value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example.com",
        "ada@mail.example.org",
        "ada@corp.test",
        "ada@x.invalid",
        "@handle",
        "a @ b",
        "ada@localhost",
        "ada@example.com.",
        "react@18.2.0",
        "ada@EXAMPLE.NET",
        "",
        "hello",
        "2026-01-01",
        "550e8400-e29b-41d4-a716-446655440000",
        "SGML. and so on",
        "ask-me-anything"
      })
  void what_is_nobodys_is_none(String value) {
    assertThat(SecretSearch.suspicion(column("text", "note"), value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "password, text, hunter, a password",
    "pwd_hash, text, x, a password",
    "api_key, text, 9f86d081884c7d659a2feaa0c55ad015, a key or a token",
    "session_token, uuid, 550e8400-e29b-41d4-a716-446655440000, a key or a token",
    "client_secret, text, dGhpcyBpcyBhIHNlY3JldCBrZXk=, a key or a token",
    "token_type, text, Bearer,",
    "token_count, integer, 1234567890123456789,",
    "password_changed_at, timestamp with time zone, 2026-01-01 00:00:00+00,",
    "checksum, text, 9f86d081884c7d659a2feaa0c55ad015,",
    "secret, text, aaaaaaaaaaaaaaaaaaaa,",
    "email, text, ada@intranet, an e-mail address outside of the example domains"
  })
  void the_name_of_a_column_counts(String name, String type, String value, String what) {
    assertThat(SecretSearch.suspicion(column(type, name), value))
        .isEqualTo(Optional.ofNullable(what));
  }

  private static void is(String what, String value) {
    assertThat(SecretSearch.suspicion(column("text", "note"), value)).as(value).contains(what);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static ColumnShape column(String type, String name) {
    return new ColumnShape(1, name, type, false, new Fill(true, null));
  }
}
