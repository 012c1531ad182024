// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.handoff.HandedOff;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A handoff that tests can see.
 *
 * @param handedOff what it tells
 * @param place the file that it is, or the jar that it is in
 */
record HandedOn(HandedOff handedOff, Path place) {

  /** Where the plugin writes it, for a module's own tests that an editor runs. */
  private static final Path OF_THIS_MODULE = Path.of("target", "db-agent", "handoff.json");

  /**
   * The one that a class is about.
   *
   * @param module which, as {@link VerifiedDatabase#module()} says it
   * @throws ExtensionConfigurationException when there is none, or it is not clear which
   */
  static HandedOn of(ClassLoader classPath, String module) {
    List<HandedOn> all;
    try {
      all = all(classPath);
    } catch (IOException e) {
      throw new ExtensionConfigurationException("a handoff cannot be read: " + e, e);
    }
    List<HandedOn> fitting = all.stream().filter(one -> one.isOf(module)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new ExtensionConfigurationException(
        all.isEmpty() ? none() : fitting.isEmpty() ? notOf(module, all) : several(fitting));
  }

  private boolean isOf(String module) {
    return module.isEmpty()
        || module.equals(handedOff.moduleName())
        || module.equals(handedOff.artifactId());
  }

  private static String none() {
    return "no verified database is on the class path of the tests: no dependency has "
        + HandedOff.RESOURCE
        + ". The module that owns the database has to be a dependency of this one and to run the"
        + " goal prepare of db-agent-maven-plugin.";
  }

  private static String notOf(String module, List<HandedOn> all) {
    return "the class path has no verified database of module " + module + ", but of " + names(all);
  }

  private static String several(List<HandedOn> fitting) {
    return "the class path has verified databases of several modules, "
        + names(fitting)
        + ": say which with @VerifiedDatabase(module = \""
        + fitting.get(0).handedOff.artifactId()
        + "\")";
  }

  private static String names(List<HandedOn> some) {
    return some.stream()
        .map(one -> one.handedOff.module())
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  /** Each once, although a module may be there as a folder and as a jar. */
  private static List<HandedOn> all(ClassLoader classPath) throws IOException {
    Map<HandedOff, HandedOn> all = new LinkedHashMap<>();
    for (URL url : Collections.list(classPath.getResources(HandedOff.RESOURCE))) {
      add(url, all);
    }
    if (all.isEmpty() && Files.isRegularFile(OF_THIS_MODULE)) {
      add(OF_THIS_MODULE.toUri().toURL(), all);
    }
    return new ArrayList<>(all.values());
  }

  private static void add(URL url, Map<HandedOff, HandedOn> all) throws IOException {
    URLConnection connection = url.openConnection();
    // A jar that a cache keeps open cannot be replaced by the next build.
    connection.setUseCaches(false);
    String json;
    try (InputStream in = connection.getInputStream()) {
      json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    URL file = connection instanceof JarURLConnection jar ? jar.getJarFileURL() : url;
    HandedOff read =
        HandedOff.parse(json)
            .orElseThrow(
                () ->
                    new IOException(
                        url + " is of a form that this version of agent-junit does not know"));
    all.putIfAbsent(read, new HandedOn(read, path(file)));
  }

  private static Path path(URL file) {
    try {
      URI uri = file.toURI();
      return "file".equals(uri.getScheme()) ? Path.of(uri) : Path.of("");
    } catch (URISyntaxException e) {
      return Path.of("");
    }
  }
}
