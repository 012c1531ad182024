// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.LibrarySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * The agent's libraries, as Maven would have resolved them with the plugin: what a POM adds to the
 * plugin comes first, so that its versions win. Where it adds nothing, they are those that the
 * agent was built with, of which there is a list: to find them by their POMs takes a quarter of a
 * second. They join the plugin's own class realm.
 */
final class PluginLibraries implements LibrarySource {

  /** Where the realm is remembered that has them. */
  private static final String PROVIDED = PluginLibraries.class.getName();

  private static final Set<String> SCOPES = Set.of("compile", "runtime");

  /** A line of the list that is not of an optional library: those are for whoever wants them. */
  private static final Pattern LISTED =
      Pattern.compile("\\s+([^:]+):([^:]+):jar:([^:]+):(?:compile|runtime)(?: -- .*)?");

  private final RepositorySystem repositorySystem;
  private final RepositorySystemSession session;
  private final MavenProject project;
  private final PluginDescriptor plugin;
  private final boolean withFaker;

  /**
   * @param withFaker whether the goal makes rows up
   */
  PluginLibraries(
      RepositorySystem repositorySystem,
      RepositorySystemSession session,
      MavenProject project,
      PluginDescriptor plugin,
      boolean withFaker) {
    this.withFaker = withFaker;
    this.repositorySystem = repositorySystem;
    this.session = session;
    this.project = project;
    this.plugin = plugin;
  }

  @Override
  public void provide() {
    ClassRealm realm = plugin.getClassRealm();
    synchronized (realm) {
      String provided = PROVIDED + withFaker;
      if (session.getData().get(provided) != realm) {
        try {
          addMissing(realm);
        } catch (DependencyResolutionException | ArtifactResolutionException e) {
          throw new UnresolvedException(
              "the libraries of db-agent cannot be had: " + e.getMessage(), e);
        }
        session.getData().set(provided, realm);
      }
    }
  }

  /** What the realm has of its own, in whatever version, stays. */
  private void addMissing(ClassRealm realm)
      throws DependencyResolutionException, ArtifactResolutionException {
    Set<String> present =
        plugin.getArtifacts().stream()
            .map(artifact -> artifact.getGroupId() + ":" + artifact.getArtifactId())
            .collect(Collectors.toSet());
    List<URL> urls = List.of(realm.getURLs());
    for (ArtifactResult result : found()) {
      Artifact artifact = result.getArtifact();
      URL url = url(artifact);
      if (!present.contains(artifact.getGroupId() + ":" + artifact.getArtifactId())
          && !urls.contains(url)) {
        realm.addURL(url);
      }
    }
  }

  private List<ArtifactResult> found()
      throws DependencyResolutionException, ArtifactResolutionException {
    List<Artifact> listed = added().isEmpty() && !withFaker ? listed() : List.of();
    if (listed.isEmpty()) {
      DependencyRequest request = new DependencyRequest(wanted(), PluginLibraries::isNeededToRun);
      return repositorySystem.resolveDependencies(session, request).getArtifactResults();
    }
    List<ArtifactRequest> requests = new ArrayList<>();
    for (Artifact library : listed) {
      requests.add(new ArtifactRequest(library, project.getRemotePluginRepositories(), "db-agent"));
    }
    return repositorySystem.resolveArtifacts(session, requests);
  }

  /** What the agent's jar says it was built with; empty where it was not built by Maven. */
  static List<Artifact> listed() {
    try (InputStream in = LibrarySource.class.getResourceAsStream("libraries.txt")) {
      if (in == null) {
        return List.of();
      }
      List<Artifact> listed = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        Matcher library = LISTED.matcher(line);
        if (library.matches()) {
          listed.add(jar(library.group(1), library.group(2), library.group(3)));
        }
      }
      listed.add(
          jar("org.apache.maven.shared", "maven-shared-utils", versions("maven-shared-utils")));
      return listed;
    } catch (IOException e) {
      throw new UncheckedIOException("the agent's own jar cannot be read", e);
    }
  }

  private static Artifact jar(String groupId, String artifactId, String version) {
    return new DefaultArtifact(groupId, artifactId, "jar", version);
  }

  /** What the POM adds to the plugin. */
  private List<org.apache.maven.model.Dependency> added() {
    Plugin declared = project.getBuild().getPluginsAsMap().get(plugin.getPluginLookupKey());
    return declared == null ? List.of() : declared.getDependencies();
  }

  private CollectRequest wanted() {
    CollectRequest request = new CollectRequest();
    request.setRequestContext("db-agent");
    request.setRepositories(project.getRemotePluginRepositories());
    added()
        .forEach(
            added ->
                request.addDependency(
                    RepositoryUtils.toDependency(added, session.getArtifactTypeRegistry())));
    request.addDependency(library(plugin.getGroupId(), "agent-core", plugin.getVersion()));
    if (withFaker) {
      request.addDependency(library("net.datafaker", "datafaker", versions("datafaker")));
    }
    request.addDependency(
        library("org.apache.maven.shared", "maven-shared-utils", versions("maven-shared-utils"))
            .setExclusions(List.of(new Exclusion("commons-io", "commons-io", "*", "*"))));
    return request;
  }

  private static Dependency library(String groupId, String artifactId, String version) {
    return new Dependency(jar(groupId, artifactId, version), "runtime");
  }

  private static boolean isNeededToRun(DependencyNode node, List<DependencyNode> parents) {
    return node.getDependency() == null || SCOPES.contains(node.getDependency().getScope());
  }

  private static String versions(String artifactId) {
    try (InputStream in = PluginLibraries.class.getResourceAsStream("libraries.properties")) {
      Properties versions = new Properties();
      versions.load(in);
      return versions.getProperty(artifactId);
    } catch (IOException e) {
      throw new UncheckedIOException("the plugin's own jar cannot be read", e);
    }
  }

  private static URL url(Artifact artifact) {
    try {
      return artifact.getFile().toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL", e);
    }
  }

  /** The libraries cannot be had; the message is the resolver's. */
  static final class UnresolvedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnresolvedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
