// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a kind of secret looks like, wherever it stands in a text. The formats are those that their
 * issuers document so that they can be recognized.
 *
 * @param what it is, with its article
 * @param sign a text that stands in each, in lower case; looked for first, because it is quick
 * @param pattern the rest of its looks
 */
record SecretPattern(String what, String sign, Pattern pattern) {

  static final List<SecretPattern> ALL =
      List.of(
          of("a PEM block", "-----begin", "-----BEGIN [A-Z0-9 ]+-----"),
          of("a PEM block in base64", "ls0tls1crudjti", "LS0tLS1CRUdJTi"),
          of("a private key of PuTTY", "putty-user-key-file", "PuTTY-User-Key-File-"),
          of("a private key of age", "age-secret-key-1", "AGE-SECRET-KEY-1"),
          // RFC 7519: base64url of {" begins so; the last part is empty if it is not signed.
          of("a JSON web token", "eyj", "eyJ[\\w-]{10,}\\.[\\w-]*\\.[\\w-]*"),
          of(
              "an access key of AWS",
              "",
              "(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])"),
          of("a token of GitHub", "gh", "gh[pousr]_[A-Za-z0-9]{20,}"),
          of("a token of GitHub", "github_pat_", "github_pat_\\w{20,}"),
          of("a token of GitLab", "glpat-", "glpat-[\\w-]{20,}"),
          of("a token of Slack", "xox", "xox[a-z]-[A-Za-z0-9-]{10,}"),
          of("a webhook of Slack", "hooks.slack.com", "hooks\\.slack\\.com/services/\\w"),
          of("a key of Google", "aiza", "AIza[\\w-]{35}"),
          of("a token of Google", "ya29.", "ya29\\.[\\w-]{20,}"),
          of("a key of Stripe", "k_", "[sr]k_(?:live|test)_\\w{10,}"),
          of("a secret of Stripe", "whsec_", "whsec_[A-Za-z0-9+/=]{16,}"),
          of("a key of SendGrid", "sg.", "SG\\.[\\w-]{16,}\\.[\\w-]{16,}"),
          of("a token of npm", "npm_", "npm_[A-Za-z0-9]{36}"),
          of("a token of PyPI", "pypi-", "pypi-[\\w-]{50,}"),
          of("a key of an API", "sk-", "(?<![A-Za-z0-9])sk-[\\w-]{20,}"),
          of("a hash of a password", "$2", "\\$2[abxy]?\\$\\d\\d\\$[./A-Za-z0-9]{53}"),
          of("a hash of a password", "$argon2", "\\$argon2(?:id|i|d)\\$"),
          of("a hash of a password", "$", "\\$(?:[1567y]|scrypt|gy)\\$[^\\s$]{1,64}\\$\\S{20,}"),
          of("a hash of a password", "pbkdf2", "pbkdf2[\\w-]*[$:}]\\S{16,}"),
          of("a hash of a password", "scram-sha-", "SCRAM-SHA-\\d+\\$\\d+:"),
          of("a hash of a password", "{", "\\{(?:noop|ss?ha\\d*|bcrypt|scrypt)}\\S+"),
          of("a URL with a password", "://", "://[^\\s/:@]*:[^\\s/@]+@"));

  private static SecretPattern of(String what, String sign, String pattern) {
    int flags = sign.startsWith("{") || sign.startsWith("pbkdf2") ? Pattern.CASE_INSENSITIVE : 0;
    return new SecretPattern(what, sign, Pattern.compile(pattern, flags));
  }

  /**
   * Whether there is one in a text.
   *
   * @param lower the text in lower case
   */
  boolean isIn(String text, String lower) {
    return lower.contains(sign) && pattern.matcher(text).find();
  }
}
