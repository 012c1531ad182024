// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.handoff;

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
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A handoff that somebody downstream can see.
 *
 * @param handedOff what it tells
 * @param place the file that it is, or the jar that it is in
 */
public record HandedOn(HandedOff handedOff, Path place) {

  /** With a version and a goal behind it, it can be called from any folder. */
  private static final String PLUGIN = "dev.dbagent:db-agent-maven-plugin:";

  /** It is not clear which state is meant, or it is gone; the message says what to do about it. */
  public static final class NoStateException extends Exception {

    private static final long serialVersionUID = 1L;

    public NoStateException(String message) {
      super(message);
    }
  }

  /** Those on a class path, each once, although a module may be there as a folder and as a jar. */
  public static List<HandedOn> on(ClassLoader classPath) throws IOException {
    Map<HandedOff, HandedOn> all = new LinkedHashMap<>();
    for (URL url : Collections.list(classPath.getResources(HandedOff.RESOURCE))) {
      HandedOn one = read(url);
      all.putIfAbsent(one.handedOff, one);
    }
    return new ArrayList<>(all.values());
  }

  /** The one in a file; none if there is no such file. */
  public static List<HandedOn> in(Path file) throws IOException {
    return Files.isRegularFile(file) ? List.of(read(file.toUri().toURL())) : List.of();
  }

  /**
   * The one that is meant.
   *
   * @param all those to be seen
   * @param module whose, as {@code groupId:artifactId} or the {@code artifactId} alone; empty for
   *     the only one
   * @param choice how a module is named where we are, from its artifactId
   */
  public static HandedOn of(List<HandedOn> all, String module, UnaryOperator<String> choice)
      throws NoStateException {
    List<HandedOn> fitting = all.stream().filter(one -> one.isOf(module)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new NoStateException(
        all.isEmpty() ? none() : fitting.isEmpty() ? notOf(module, all) : several(fitting, choice));
  }

  /** Whether it is that of a module, named as for {@link #of}. */
  public boolean isOf(String module) {
    return module.isEmpty()
        || module.equals(handedOff.moduleName())
        || module.equals(handedOff.artifactId());
  }

  /**
   * The cache that has the state. A relative folder is one of the module that made the state: so it
   * is looked for from the handoff upwards.
   *
   * @param configured how the build names the folder; null or blank when it does not
   * @param here where a relative folder is that is not found
   * @return null for the current user's own
   */
  public @Nullable Path cache(@Nullable String configured, Path here) {
    if (configured == null || configured.isBlank()) {
      return null;
    }
    Path folder = Path.of(configured);
    Path above = place.toAbsolutePath().getParent();
    while (!folder.isAbsolute() && above != null) {
      if (Files.isDirectory(above.resolve(folder).resolve("states"))) {
        return above.resolve(folder);
      }
      above = above.getParent();
    }
    return here.toAbsolutePath().resolve(folder);
  }

  /**
   * What lies beside the handoff.
   *
   * @param name of the file
   * @return empty when there is no such file
   */
  public Optional<byte[]> beside(String name) throws IOException {
    if (String.valueOf(place.getFileName()).equals(Handoff.FILE_NAME)) {
      Path file = place.resolveSibling(name);
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
    if (!Files.isRegularFile(place)) {
      return Optional.empty();
    }
    try (ZipFile jar = new ZipFile(place.toFile())) {
      ZipEntry entry = jar.getEntry(HandedOff.FOLDER + name);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return Optional.of(in.readAllBytes());
      }
    }
  }

  /**
   * What to tell when the state is not in the cache.
   *
   * @param cache the folder that was looked into
   */
  public String absence(Path cache) {
    return "the verified state "
        + handedOff.state().abbreviated()
        + " of module "
        + handedOff.module()
        + " is not in the cache folder "
        + cache
        + ". If that is a module of this build, run: mvn initialize -pl :"
        + handedOff.artifactId()
        + " -am; if it comes from elsewhere, run in this module: mvn "
        + PLUGIN
        + handedOff.agent()
        + ":rebuild (a build whose POM binds that goal needs no command; one with another cache"
        + " folder names it with -DdbAgent.cacheDirectory)";
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

  private static String several(List<HandedOn> fitting, UnaryOperator<String> choice) {
    return "the class path has verified databases of several modules, "
        + names(fitting)
        + ": say which with "
        + choice.apply(fitting.get(0).handedOff.artifactId());
  }

  private static String names(List<HandedOn> some) {
    return some.stream()
        .map(one -> one.handedOff.module())
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  private static HandedOn read(URL url) throws IOException {
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
                        url + " is of a form that this version of db-agent does not know"));
    return new HandedOn(read, path(file));
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
