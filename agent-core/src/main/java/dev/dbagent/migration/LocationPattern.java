// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of Flyway's locations, taken apart. Folders may hold the wildcards {@code ?} (a character),
 * {@code *} (within a name) and {@code **} (any folders).
 *
 * @param isClassPath whether it starts at the class path
 * @param root the path up to the first wildcard, without slashes at its ends unless absolute
 * @param wildcard what the path below the root must match, null for everything; its group, if any,
 *     is the path of the script
 */
record LocationPattern(boolean isClassPath, String root, @Nullable Pattern wildcard) {

  static LocationPattern of(String location) {
    int colon = isOnDrive(location) ? -1 : location.indexOf(':');
    String scheme = colon < 0 ? "classpath" : location.substring(0, colon);
    String path = withoutEnd(location.substring(colon + 1).replace('\\', '/'));
    return switch (scheme) {
      case "filesystem" -> of(false, path);
      case "classpath" -> of(true, withoutBeginning(path));
      default ->
          throw new StageFailure(
              FailureKind.SETTING_REJECTED,
              "the location " + location + " is neither filesystem: nor classpath:");
    };
  }

  /** On Windows: a letter, a colon and a slash of either kind. */
  private static boolean isOnDrive(String location) {
    return location.length() > 2
        && (Character.toLowerCase(location.charAt(0)) >= 'a')
        && (Character.toLowerCase(location.charAt(0)) <= 'z')
        && location.charAt(1) == ':'
        && (location.charAt(2) == '/' || location.charAt(2) == '\\');
  }

  /** Without slashes at its end; the root alone stays. */
  private static String withoutEnd(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static String withoutBeginning(String path) {
    int begin = 0;
    while (begin < path.length() && path.charAt(begin) == '/') {
      begin++;
    }
    return path.substring(begin);
  }

  private static LocationPattern of(boolean classPath, String path) {
    List<String> root = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      boolean wild = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
      (wild || !rest.isEmpty() ? rest : root).add(name);
    }
    return new LocationPattern(
        classPath, String.join("/", root), rest.isEmpty() ? null : wildcard(rest));
  }

  private static Pattern wildcard(List<String> names) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.equals("**")) {
        regex.append("(?:[^/]+/)*?");
      } else {
        name.codePoints().forEach(c -> regex.append(regex(c)));
        regex.append(i < names.size() - 1 ? "/" : "");
      }
    }
    boolean endsInFile = names.get(names.size() - 1).indexOf('.') >= 0;
    return Pattern.compile(endsInFile ? regex.toString() : regex + "/(.*)");
  }

  private static String regex(int wildcardOrLetter) {
    return switch (wildcardOrLetter) {
      case '*' -> "[^/]+?";
      case '?' -> "[^/]";
      default -> Pattern.quote(Character.toString(wildcardOrLetter));
    };
  }

  /** The path of a script within this location; null when the location does not hold it. */
  @Nullable String scriptOf(String pathBelowRoot) {
    if (wildcard == null) {
      return pathBelowRoot;
    }
    Matcher m = wildcard.matcher(pathBelowRoot);
    if (!m.matches()) {
      return null;
    }
    return m.groupCount() == 0 ? pathBelowRoot : m.group(1);
  }
}
