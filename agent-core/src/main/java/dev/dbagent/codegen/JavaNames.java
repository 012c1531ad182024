// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields and enum constants of one file that jOOQ generated, as its Java generator lays them
 * out: members are indented by four blanks, one line begins each.
 */
final class JavaNames {

  private static final int MEMBER = 4;
  private static final int STATEMENT = 8;

  private static final String NAME = "(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)";

  private static final Pattern FIELD =
      Pattern.compile(
          "^ {4}(?:(?:public|protected|private|static|final|transient) )+[^=(\"]+? "
              + NAME
              + "(?:;| = (.*))$");

  private static final Pattern CONSTANT = Pattern.compile("^ {4}" + NAME + "\\(\"(.*)\"\\)[,;]$");

  /** The first quoted text of an initializer is the name in the database. */
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern OBJECT =
      Pattern.compile("^ {8}(?:return \"(.*)\"|this\\(DSL\\.name\\(\"(.*)\"\\), null\\));$");

  private static final Pattern USE = Pattern.compile("^ {8}return " + NAME + "\\.");

  private final Map<String, String> declared = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private @Nullable String clash;
  private @Nullable String object;

  private JavaNames() {}

  static JavaNames of(List<String> lines) {
    JavaNames names = new JavaNames();
    lines.forEach(names::read);
    return names;
  }

  /** Why the file cannot compile, in words, if it cannot. */
  Optional<String> clash() {
    return Optional.ofNullable(clash)
        .map(words -> object == null ? words : "in " + object + ", " + words);
  }

  /** Most lines are told by their indentation to be of no interest. */
  private void read(String line) {
    int indentation = 0;
    while (indentation < line.length() && line.charAt(indentation) == ' ') {
      indentation++;
    }
    if (indentation == MEMBER) {
      readMember(line);
    } else if (indentation == STATEMENT) {
      readStatement(line);
    }
  }

  private void readMember(String line) {
    Matcher field = FIELD.matcher(line);
    Matcher constant = CONSTANT.matcher(line);
    if (field.matches()) {
      readField(field.group(1), field.group(2));
    } else if (constant.matches()) {
      declare(constant.group(1), "the label \"" + constant.group(2) + "\"");
      labels.put(constant.group(1), constant.group(2));
    }
  }

  private void readField(String name, @Nullable String value) {
    if (value == null) {
      declare(name, "the field " + name);
      return;
    }
    Matcher quoted = QUOTED.matcher(value);
    declare(name, quoted.find() ? quoted.group() : value.replace(";", ""));
  }

  private void declare(String name, String origin) {
    String other = declared.putIfAbsent(name, origin);
    if (other != null && clash == null) {
      clash = other + " and " + origin + " both become " + name + " in Java";
    }
  }

  private void readStatement(String line) {
    Matcher use = USE.matcher(line);
    if (use.find() && clash == null && labels.containsKey(use.group(1))) {
      clash =
          "the label \"%s\" hides the class %s, which the enum needs"
              .formatted(labels.get(use.group(1)), use.group(1));
    }
    Matcher named = OBJECT.matcher(line);
    if (object == null && named.matches()) {
      object = named.group(1) == null ? named.group(2) : named.group(1);
    }
  }
}
