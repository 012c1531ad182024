// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.NamedObject.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a message which object is missing or there already. The server says it in words
 * only; they are those of its sources, untranslated.
 */
final class FaultSubject {

  private static final String VERDICT =
      " (?:named in (?:partition )?key |referenced in foreign key constraint )?"
          + "(?:does not exist|already exists).*";

  private static final Set<Kind> HAVE_SCHEMA =
      EnumSet.of(Kind.RELATION, Kind.INDEX, Kind.TYPE, Kind.ROUTINE, Kind.OPERATOR_CLASS);

  /**
   * A form of words.
   *
   * @param pattern with the groups {@code name} and, for what belongs to a table, {@code owner}
   */
  private record Form(Kind kind, Pattern pattern) {}

  private static final List<Form> FORMS =
      List.of(
          form(Kind.COLUMN, "column \"(?<name>.+?)\" of relation \"(?<owner>.+?)\"" + VERDICT),
          form(Kind.COLUMN, "column \"(?<name>.+?)\"" + VERDICT),
          form(Kind.COLUMN, "column (?<owner>[^\" ]+)\\.(?<name>[^\" .]+)" + VERDICT),
          form(
              Kind.RELATION,
              "(?:relation|table|view|materialized view|sequence|foreign table) \"(?<name>.+?)\""
                  + VERDICT),
          form(Kind.INDEX, "index \"(?<name>.+?)\"" + VERDICT),
          form(
              Kind.CONSTRAINT,
              "constraint \"(?<name>.+?)\" (?:of|for) (?:relation|table) \"(?<owner>.+?)\""
                  + VERDICT),
          form(
              Kind.TRIGGER,
              "trigger \"(?<name>.+?)\" for (?:relation|table) \"(?<owner>.+?)\"" + VERDICT),
          form(Kind.TYPE, "type \"(?<name>.+?)\"" + VERDICT),
          form(
              Kind.ROUTINE,
              "(?:function|procedure|routine|aggregate) (?<name>[^ (\"]+)\\(.*\\)" + VERDICT),
          form(Kind.ROUTINE, "(?:function|procedure|routine|aggregate) \"(?<name>.+?)\"" + VERDICT),
          form(
              Kind.ROUTINE,
              "could not find an? (?:function|procedure|routine|aggregate) named"
                  + " \"(?<name>.+?)\".*"),
          form(Kind.OPERATOR_CLASS, "operator class \"(?<name>.+?)\" does not exist.*"),
          form(Kind.SCHEMA, "schema \"(?<name>.+?)\"" + VERDICT),
          form(Kind.ROLE, "role \"(?<name>.+?)\"" + VERDICT),
          form(Kind.EXTENSION, "extension \"(?<name>.+?)\"" + VERDICT),
          form(Kind.DATABASE, "(?:template )?database \"(?<name>.+?)\"" + VERDICT),
          form(Kind.PARAMETER, "unrecognized configuration parameter \"(?<name>.+?)\".*"));

  private FaultSubject() {}

  static Optional<NamedObject> of(String message) {
    for (Form form : FORMS) {
      Matcher m = form.pattern().matcher(message);
      if (m.matches()) {
        return Optional.of(object(form.kind(), m));
      }
    }
    return Optional.empty();
  }

  private static NamedObject object(Kind kind, Matcher m) {
    String name = m.group("name");
    boolean ofTable = kind == Kind.COLUMN || kind == Kind.CONSTRAINT || kind == Kind.TRIGGER;
    int dot = HAVE_SCHEMA.contains(kind) ? name.lastIndexOf('.') : -1;
    return new NamedObject(
        kind,
        dot < 0 ? null : lastPart(name.substring(0, dot)),
        ofTable ? owner(m) : null,
        name.substring(dot + 1));
  }

  private static @Nullable String owner(Matcher m) {
    return m.pattern().pattern().contains("<owner>") ? lastPart(m.group("owner")) : null;
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static Form form(Kind kind, String pattern) {
    return new Form(kind, Pattern.compile(pattern, Pattern.DOTALL));
  }
}
