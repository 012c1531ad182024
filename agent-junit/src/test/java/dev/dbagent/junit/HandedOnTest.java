// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.handoff.HandedOff;
import dev.dbagent.handoff.HandedOn;
import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

/** Which handoff tests are about, and where its state is. */
class HandedOnTest {

  private static final Fingerprint STATE = Fingerprint.of("some").build();

  @TempDir Path folder;

  @Test
  void the_only_one_need_not_be_named() throws Exception {
    Path classes = classes("shop-db");

    HandedOn found = of("", classes);

    assertThat(found.handedOff().module()).isEqualTo("com.example:shop-db:1.0");
    assertThat(found.place()).isEqualTo(classes.resolve(HandedOff.RESOURCE));
  }

  @Test
  void a_module_that_is_there_as_a_folder_and_as_a_jar_is_one() throws Exception {
    assertThat(of("", jar("shop-db"), classes("shop-db")).place())
        .isEqualTo(folder.resolve("shop-db.jar"));
  }

  @Test
  void of_several_one_is_named() throws Exception {
    Path[] both = {classes("shop-db"), jar("stock-db")};

    assertThat(of("stock-db", both).handedOff().artifactId()).isEqualTo("stock-db");
    assertThat(of("com.example:shop-db", both).handedOff().artifactId()).isEqualTo("shop-db");
    assertThatThrownBy(() -> of("", both))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("com.example:shop-db:1.0 and com.example:stock-db:1.0")
        .hasMessageContaining("@VerifiedDatabase(module = \"shop-db\")");
    assertThatThrownBy(() -> of("other-db", both))
        .hasMessageContaining("no verified database of module other-db");
  }

  @Test
  void a_form_of_a_later_version_is_told() throws Exception {
    Path classes = classes("shop-db");
    Path file = classes.resolve(HandedOff.RESOURCE);
    Files.writeString(file, Files.readString(file).replace("\"format\": 1", "\"format\": 2"));

    assertThatThrownBy(() -> of("", classes)).hasMessageContaining("of a form");
  }

  @Test
  void a_relative_cache_folder_is_one_of_the_module_that_made_the_state() throws Exception {
    Path module = folder.resolve("shop-db");
    Files.createDirectories(module.resolve(".cache/states"));
    Path jar = module.resolve("target/shop-db-1.0.jar");

    HandedOn handedOn = new HandedOn(HandedOff.parse(handoff()).orElseThrow(), jar);
    assertThat(handedOn.cache(".cache", folder)).isEqualTo(module.resolve(".cache"));
    assertThat(handedOn.cache(".none", folder)).isEqualTo(folder.resolve(".none"));
    assertThat(handedOn.cache("/somewhere", folder)).isEqualTo(Path.of("/somewhere"));
    assertThat(handedOn.cache("", folder)).isNull();
    assertThat(handedOn.cache(null, folder)).isNull();
  }

  private static String handoff() {
    return SampleState.handoff("shop-db", STATE);
  }

  private static HandedOn of(String module, Path... classPath) throws IOException {
    URL[] urls = new URL[classPath.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath[i].toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return HandoffOfTests.of(loader, module);
    }
  }

  private Path classes(String artifactId) throws IOException {
    Path classes = folder.resolve(artifactId + "-classes");
    Path file = classes.resolve(HandedOff.RESOURCE);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, SampleState.handoff(artifactId, STATE));
    return classes;
  }

  private Path jar(String artifactId) throws IOException {
    Path jar = folder.resolve(artifactId + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry(HandedOff.RESOURCE));
      entries.write(SampleState.handoff(artifactId, STATE).getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
