// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A class that Flyway would skip is refused before any server starts. */
class UnusableJavaMigrationTest {

  private static final String CLASS = "db.m.V2__Fill";
  private static final String EXTENDS =
      " extends org.flywaydb.core.api.migration.BaseJavaMigration ";
  private static final String MIGRATE =
      "public void migrate(org.flywaydb.core.api.migration.Context c) {}";
  private static final String BASE =
      "A Java migration extends org.flywaydb.core.api.migration.BaseJavaMigration.";

  @TempDir private Path folder;

  private Path classes;
  private Project project;
  private URLClassLoader loader;

  @BeforeEach
  void makeProject() throws IOException {
    classes = Files.createDirectories(folder.resolve("classes"));
    URL[] urls = {classes.toUri().toURL()};
    loader = new URLClassLoader(urls, UnusableJavaMigrationTest.class.getClassLoader());
    project =
        new Project(folder)
            .file("src/main/resources/db/m/V1__t.sql", "")
            .set("locations", "classpath:db/m")
            .classPath(loader, classes);
  }

  @AfterEach
  void closeLoader() throws IOException {
    loader.close();
  }

  @Test
  void isAcceptedWhenItCanRun() throws IOException {
    compile("V2__Fill", "public class V2__Fill" + EXTENDS + "{" + MIGRATE + "}");
    compile("Base", "public abstract class Base" + EXTENDS + "{}");
    compile("Names", "class Names { Names(String name) {} }");

    assertThat(project.history().migrations()).extracting(MigrationFile::path).contains(CLASS);
    assertThat(project.history().warnings()).isEmpty();
  }

  @Test
  void isNoMigration() throws IOException {
    compile("V2__Fill", "public class V2__Fill {}");

    FailureFacts facts = refused();

    assertThat(facts.message())
        .isEqualTo(
            "the class db.m.V2__Fill is named as a migration but does not implement JavaMigration");
    assertThat(facts.notes()).containsExactly(BASE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.flywaydb.core.api.migration.jdbc.JdbcMigration",
        "org.flywaydb.core.api.migration.spring.SpringJdbcMigration",
        "org.flywaydb.core.api.migration.MigrationChecksumProvider",
        "com.googlecode.flyway.core.api.migration.jdbc.JdbcMigration",
      })
  void isOfARemovedInterface(String removed) throws IOException {
    int dot = removed.lastIndexOf('.');
    compile(
        removed.replace('.', '/'),
        "package "
            + removed.substring(0, dot)
            + "; public interface "
            + removed.substring(dot + 1)
            + " {}");
    compile("V2__Fill", "public class V2__Fill implements " + removed + " {}");
    String message =
        "the class db.m.V2__Fill is made for " + removed + ", which Flyway has removed";

    assertThat(refused().message()).as("as long as somebody has the interface").isEqualTo(message);

    Files.delete(classes.resolve(removed.replace('.', '/') + ".class"));
    renewLoader();
    FailureFacts facts = refused();
    assertThat(facts.message()).isEqualTo(message);
    assertThat(facts.notes()).containsExactly(BASE);
  }

  @Test
  void isCompiledForANewerJava() throws IOException {
    compile("V2__Fill", "public class V2__Fill" + EXTENDS + "{" + MIGRATE + "}");
    Path file = classes.resolve("db/m/V2__Fill.class");
    byte[] content = Files.readAllBytes(file);
    content[7] = (byte) (44 + 99);
    Files.write(file, content);

    assertThat(refused().message())
        .isEqualTo(
            "the class db.m.V2__Fill was compiled for Java 99, and the build runs on Java "
                + Runtime.version().feature());
  }

  @Test
  void restsOnAMissingClass() throws IOException {
    compile("Base", "public abstract class Base" + EXTENDS + "{}");
    compile("V2__Fill", "public class V2__Fill extends Base {" + MIGRATE + "}");
    Files.delete(classes.resolve("db/m/Base.class"));

    assertThat(refused().message())
        .isEqualTo(
            "the class db.m.V2__Fill needs the class db.m.Base, which is not on the class path");
  }

  @Test
  void isNoClassAtAll() throws IOException {
    Files.createDirectories(classes.resolve("db/m"));
    Files.write(classes.resolve("db/m/V2__Fill.class"), new byte[] {1, 2, 3, 4});

    assertThat(refused().message())
        .startsWith("the class db.m.V2__Fill cannot be loaded: java.lang.ClassFormatError: ");
  }

  @Test
  void liesInAnotherFolderThanItsPackage() throws IOException {
    compile("V2__Fill", "public class V2__Fill" + EXTENDS + "{" + MIGRATE + "}");
    Files.createDirectories(classes.resolve("db/m/sub"));
    Files.move(classes.resolve("db/m/V2__Fill.class"), classes.resolve("db/m/sub/V2__Fill.class"));

    FailureFacts facts = project.refusal().facts();

    assertThat(facts.kind()).isEqualTo(FailureKind.JAVA_MIGRATION_UNUSABLE);
    assertThat(facts.message())
        .startsWith(
            "the class db.m.sub.V2__Fill cannot be loaded: java.lang.NoClassDefFoundError: ")
        .contains("wrong name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public class V2__Fill %s { public V2__Fill(String s) {} %s }  | has no constructor without parameters
          public class V2__Fill %s { V2__Fill() {} %s }                 | and its constructor must both be public
          class V2__Fill %s { public V2__Fill() {} %s }                 | and its constructor must both be public
          public abstract class V2__Fill %s { %s }                      | is named as a migration but is abstract
          """)
  void cannotBeMade(String source, String message) throws IOException {
    compile("V2__Fill", source.formatted(EXTENDS, MIGRATE));

    assertThat(refused().message()).isEqualTo("the class db.m.V2__Fill " + message);
  }

  @Test
  void isAWarningWhenNobodyKnowsWhetherItIsOne() throws IOException {
    compile("Base", "public class Base {}");
    compile("Names", "public class Names extends Base {}");
    Files.delete(classes.resolve("db/m/Base.class"));

    assertThat(project.history().warnings())
        .containsExactly(
            new Finding(
                FailureKind.JAVA_MIGRATION_UNUSABLE,
                Severity.WARNING,
                "db.m.Names",
                "the class db.m.Names needs the class db.m.Base, which is not on the class path;"
                    + " if it is a migration, it is not run",
                Place.file("db.m.Names")));
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.JAVA_MIGRATION_UNUSABLE);
    assertThat(facts.place()).isEqualTo(Place.file(CLASS));
    return facts;
  }

  private void renewLoader() throws IOException {
    URL[] urls = {classes.toUri().toURL()};
    loader.close();
    loader = new URLClassLoader(urls, UnusableJavaMigrationTest.class.getClassLoader());
    project.classPath(loader);
  }

  /** In package {@code db.m} unless the source says otherwise. */
  private void compile(String name, String source) throws IOException {
    Path file = folder.resolve("src/" + name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source.startsWith("package ") ? source : "package db.m; " + source);
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp"));
    arguments.add(classes + java.io.File.pathSeparator + System.getProperty("java.class.path"));
    arguments.add(file.toString());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).isZero();
  }
}
