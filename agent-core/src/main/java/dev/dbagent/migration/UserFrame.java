// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The place in a class of the user's that an exception came from.
 *
 * @param className of the outermost class there
 * @param element the frame of the stack
 */
record UserFrame(String className, StackTraceElement element) {

  private static final List<String> LANGUAGES = List.of("java", "kotlin", "groovy", "scala");

  /**
   * The innermost frame of a user's class, in the cause that is nearest to the root.
   *
   * @param isUsers tells by the name of an outermost class
   */
  static Optional<UserFrame> of(Throwable thrown, Predicate<String> isUsers) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    Collections.reverse(chain);
    return chain.stream()
        .flatMap(t -> Stream.of(t.getStackTrace()))
        .map(element -> new UserFrame(outermost(element.getClassName()), element))
        .filter(frame -> isUsers.test(frame.className()))
        .findFirst();
  }

  private static String outermost(String className) {
    int dollar = className.indexOf('$');
    return dollar < 0 ? className : className.substring(0, dollar);
  }

  /** With the line of the source, if the project has it; else with the frame as a note. */
  FailureFacts place(FailureFacts facts, MigrationSettings settings) {
    int line = element.getLineNumber();
    Optional<Path> source = source(settings);
    if (source.isEmpty() || line <= 0) {
      return line <= 0 ? facts : facts.note("It was thrown at %s.".formatted(element));
    }
    Place place = Place.line(settings.shown(source.get()), line);
    try {
      return facts.at(place, Files.readString(source.get(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The place helps even when its lines cannot be shown.
      return facts.at(place);
    }
  }

  private Optional<Path> source(MigrationSettings settings) {
    String file = element.getFileName();
    String folder = className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
    return file == null
        ? Optional.empty()
        : LANGUAGES.stream()
            .map(language -> "src/main/" + language + "/" + folder + file)
            .map(settings.projectDirectory()::resolve)
            .filter(Files::isRegularFile)
            .findFirst();
  }
}
