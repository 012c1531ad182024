// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.StageFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeGeneratorIT {

  private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir private Path directory;
  private GeneratorStage stage;

  @BeforeEach
  void open() {
    stage = new GeneratorStage(directory.resolve("jooq"));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void needsNoConfiguration() throws Exception {
    GeneratedSources sources = stage.generate(null);

    assertThat(sources.tables()).isEqualTo(GeneratorStage.RELATIONS);
    assertThat(sources.jooqVersion()).matches("3\\.\\d+\\.\\d+");
    assertThat(stage.files())
        .hasSize(sources.filesWritten() + 1)
        .containsKeys(
            "com/acme/shop/public_/enums/Mood.java",
            "com/acme/shop/sales/tables/Sale_2026.java",
            "com/acme/shop/sales/tables/HappyCustomer.java",
            "com/acme/shop/sales/tables/PerShop.java",
            "com/acme/shop/sales/routines/Total.java");
    assertThat(stage.files().keySet()).noneMatch(file -> file.contains("Flyway"));
    assertThat(stage.warnings.all()).isEmpty();
    assertThat(directory).isDirectoryNotContaining(path -> path.toString().contains(".jooq"));
  }

  @Test
  void writesCodeThatCompiles() throws Exception {
    stage.generate(null);

    assertThat(compilerErrors()).isEmpty();
  }

  @Test
  void leavesEqualFilesAlone() throws Exception {
    GeneratedSources first = stage.generate(null);
    age();
    GeneratedSources second = stage.generate(null);

    assertThat(second.filesWritten()).isZero();
    assertThat(second.filesDeleted()).isZero();
    assertThat(second.filesUnchanged()).isEqualTo(first.filesWritten());
    assertThat(touched()).isEmpty();
  }

  @Test
  void touchesOnlyWhatChanged() throws Exception {
    stage.generate(null);
    age();
    stage.execute("ALTER TABLE sales.refund ADD COLUMN reason text");
    GeneratedSources second = stage.generate(null);

    assertThat(second.filesWritten()).isEqualTo(2);
    assertThat(touched())
        .containsExactlyInAnyOrder(
            "com/acme/shop/sales/tables/Refund.java",
            "com/acme/shop/sales/tables/records/RefundRecord.java");
  }

  @Test
  void deletesWhatIsNoLongerGeneratedAndNothingElse() throws Exception {
    stage.generate(null);
    Path own = Files.writeString(stage.target.resolve("com/acme/shop/Own.java"), "class Own {}");
    stage.execute("DROP FUNCTION sales.total(int)");
    stage.execute("DROP TABLE sales.refund");
    GeneratedSources second = stage.generate(null);

    assertThat(second.filesDeleted()).isEqualTo(3);
    assertThat(stage.files().keySet()).noneMatch(file -> file.contains("Refund"));
    assertThat(stage.target.resolve("com/acme/shop/sales/routines")).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void writesTheSameBytesWhateverTheDatabaseTheLocaleAndTheTimeZone() throws Exception {
    GeneratedSources here = stage.generate(null);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try (GeneratorStage other = new GeneratorStage(directory.resolve("other"))) {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      GeneratedSources there = other.generate(null);
      assertThat(differing(other)).isEmpty();
      assertThat(there.summary()).isEqualTo(here.summary());
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void runsBesideAnother() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (GeneratorStage broken = new GeneratorStage(directory.resolve("broken"))) {
      Future<GeneratedSources> good = pool.submit(() -> stage.generate(null));
      Future<GeneratedSources> bad = pool.submit(() -> broken.generate(ThrowingStrategy.XML));

      assertThat(good.get().tables()).isEqualTo(GeneratorStage.RELATIONS);
      assertThat(bad)
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .withCauseInstanceOf(StageFailure.class);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void usesAStrategyFromTheClassPath() throws Exception {
    stage.generate(
        "<generator><strategy><name>"
            + SuffixStrategy.class.getName()
            + "</name></strategy></generator>");

    assertThat(stage.files()).containsKey("com/acme/shop/sales/tables/ShopTable.java");
  }

  @Test
  void failsOnAnErrorThatJooqOnlyLogs() throws Exception {
    stage.generate(null);
    SortedMap<String, String> before = stage.files();

    StageFailure failure = failure(ThrowingStrategy.XML);

    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATION_FAILED);
    assertThat(failure)
        .hasMessageContaining("Error while generating table")
        .hasMessageContaining(ThrowingStrategy.COMPLAINT);
    assertThat(stage.files()).isEqualTo(before);
    assertThat(directory).isDirectoryNotContaining(path -> path.toString().contains(".jooq"));
  }

  @Test
  void failsWhenATableFallsToAnAmbiguousName() {
    stage.execute("CREATE TABLE sales.\"SHOP\" (id int)");

    StageFailure failure = failure(null);

    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATED_NAMES_CLASH);
    assertThat(failure)
        .hasMessage(
            "sales.shop and sales.SHOP have one Java name, Shop, so jOOQ leaves one of them out");
    assertThat(failure.place()).isEqualTo(new Place("V1__sales.shop.sql", 2, 14));
    assertThat(failure.facts().related())
        .containsExactly(
            new Related(new Place("V1__sales.SHOP.sql", 2, 14), "sales.SHOP is created here"));
  }

  @Test
  void keepsWhatTheUserSays() throws Exception {
    GeneratedSources sources =
        stage.generate(
            """
            <generator>
              <database>
                <name>org.jooq.meta.postgres.PostgresDatabase</name>
                <inputSchema>sales</inputSchema>
                <excludes>re.* # no regions, no refunds</excludes>
                <includeForeignKeys>false</includeForeignKeys>
              </database>
              <generate><pojos>true</pojos></generate>
              <target><packageName>org.éxample</packageName><directory>src/gen</directory></target>
            </generator>
            """);

    assertThat(sources.tables()).isEqualTo(5);
    assertThat(stage.files().keySet())
        .contains("org/éxample/tables/pojos/Shop.java")
        .noneMatch(file -> file.contains("/Region") || file.contains("/Refund"))
        .noneMatch(file -> file.contains("/Customer"));
    assertThat(stage.warnings.all()).singleElement().asString().contains("src/gen", "is ignored");
  }

  @Test
  void knowsForeignTables() throws Exception {
    stage.execute("CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w");
    stage.execute("CREATE FOREIGN TABLE far (x int) SERVER s");

    assertThat(stage.generate(null).tables()).isEqualTo(GeneratorStage.RELATIONS + 1);
  }

  @Test
  void warnsWhenItCannotCount() throws Exception {
    GeneratedSources sources =
        stage.generate(
            "<generator><database><name>dev.dbagent.codegen.OwnDatabase</name></database></generator>");

    assertThat(sources.tables()).isZero();
    assertThat(stage.warnings.all()).singleElement().asString().contains("not counted");
  }

  @Test
  void survivesAForeignKeyThatJooqCannotExpress() throws Exception {
    stage.execute("CREATE TABLE a (x int); CREATE UNIQUE INDEX a_x ON a (x)");
    stage.execute("CREATE TABLE b (x int REFERENCES a (x))");

    assertThat(stage.generate(null).tables()).isEqualTo(GeneratorStage.RELATIONS + 2);
  }

  @Test
  void refusesWhatJooqDoesNotKnow() {
    StageFailure failure = failure("<generator><databse/></generator>");

    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATOR_REJECTED);
    assertThat(failure)
        .hasMessage("<generator> has no element <databse> (did you mean <database>?)");
  }

  @Test
  void namesAClassThatIsMissing() {
    StageFailure failure = failure("<generator><name>com.acme.Missing</name></generator>");

    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATOR_CLASS_MISSING);
    assertThat(failure)
        .hasMessage(
            "<generator><name> names the class com.acme.Missing, which is not on the class path of"
                + " the plugin");
  }

  @Test
  void knowsTheClassThatWasMeant() {
    StageFailure failure =
        failure(
            "<generator><database><name>org.jooq.meta.postgres.PostgreSQLDatabase</name></database>"
                + "</generator>");

    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATOR_CLASS_MISSING);
    assertThat(failure).hasMessageStartingWith("<database><name> names the class org.jooq.meta.");
    assertThat(failure.facts().notes())
        .containsExactly("jOOQ itself has org.jooq.meta.postgres.PostgresDatabase.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql.MySQLDatabase", "h2.H2Database", "extensions.ddl.DDLDatabase"})
  void refusesTheDatabaseClassOfAnotherProduct(String name) {
    StageFailure failure =
        failure(
            "<generator><database><name>org.jooq.meta." + name + "</name></database></generator>");

    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATOR_FOR_ANOTHER_DATABASE);
    assertThat(failure).hasMessageEndingWith("but the verified database is PostgreSQL");
  }

  /** Each of these was seen to break javac; what only looks alike must pass. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREATE TYPE role AS ENUM ('Public')"
            + "| in role, the label \"Public\" hides the class Public, which the enum needs",
        "CREATE TYPE role AS ENUM ('EnumType')"
            + "| in role, the label \"EnumType\" hides the class EnumType, which the enum needs",
        "CREATE TYPE role AS ENUM ('a-b', 'a_b')"
            + "| in role, the label \"a-b\" and the label \"a_b\" both become a_b in Java",
        "CREATE TYPE role AS ENUM ('literal')"
            + "| in role, the label \"literal\" and the field literal both become literal in Java",
        "CREATE TABLE t (id int, \"ID\" int) | in t, \"id\" and \"ID\" both become ID in Java",
        "CREATE TABLE t (\"a b\" int, a_b int) | in t, \"a b\" and \"a_b\" both become A_B in Java",
        "CREATE TABLE t (a int CONSTRAINT \"k k\" UNIQUE, b int CONSTRAINT k_k UNIQUE)"
            + "| \"k k\" and \"k_k\" both become K_K in Java",
        "CREATE TABLE t (a int); CREATE INDEX \"i i\" ON t (a); CREATE INDEX i_i ON t (a)"
            + "| \"i i\" and \"i_i\" both become I_I in Java",
        "CREATE FUNCTION f (\"a b\" int, a_b int) RETURNS int LANGUAGE sql AS 'SELECT 1'"
            + "| \"a b\" and \"a_b\" both become A_B in Java",
        "CREATE SCHEMA \"a b\" CREATE TABLE t (id int);"
            + " CREATE SCHEMA a_b CREATE TABLE u (id int) | both become A_B in Java",
        "CREATE TABLE string (id int); CREATE TABLE t (id int)"
            + "| the generated class String hides java.lang.String, which Mixedcase.java needs",
        "CREATE TYPE override AS ENUM ('x'); CREATE TYPE other AS ENUM ('x')"
            + "| the generated class Override hides java.lang.Override, which Other.java needs",
        "CREATE TABLE \"long\" (id int); CREATE TABLE t (b bigint)"
            + "| the generated class Long hides java.lang.Long, which T.java needs",
      })
  void refusesNamesThatClash(String sql, String message) throws Exception {
    stage.execute("DROP SCHEMA sales CASCADE; DROP TABLE customer; DROP TYPE mood");
    stage.execute(sql);

    StageFailure failure = failure(null);

    assertThat(failure).as("generating").isNotNull();
    assertThat(failure.kind()).isEqualTo(FailureKind.GENERATED_NAMES_CLASH);
    assertThat(failure).hasMessageEndingWith(message);
    assertThat(stage.target).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TYPE role AS ENUM ('Public') | V1__public.role.sql:2:14",
        "CREATE TABLE t (id int, \"ID\" int) | V1__public.t.sql:2:14",
        "CREATE TABLE t (a int CONSTRAINT \"k k\" UNIQUE, b int CONSTRAINT k_k UNIQUE)"
            + "| V1__public.t.sql:2:14",
        "CREATE TABLE \"long\" (id int); CREATE TABLE t (b bigint) | V1__public.long.sql:2:14",
      })
  void tellsWhereWhatClashesIsCreated(String sql, String place) {
    stage.execute("DROP SCHEMA sales CASCADE; DROP TABLE customer; DROP TYPE mood");
    stage.execute(sql);

    assertThat(failure(null).place()).hasToString(place);
  }

  @Test
  void letsNamesPassThatOnlyLookAlike() throws Exception {
    stage.execute("DROP SCHEMA sales CASCADE; DROP TABLE customer; DROP TYPE mood");
    stage.execute(
        """
        CREATE TYPE role AS ENUM ('public', 'PUBLIC', 'a', 'A', 'name', 'values', 'Schema', '');
        CREATE TABLE public (public int, "from" int, class int, size int, value1 int, r role);
        CREATE TABLE keys (id int PRIMARY KEY, a int DEFAULT 1, b text DEFAULT 'a = b');
        CREATE TABLE indexes (keys int CONSTRAINT "as" REFERENCES keys);
        CREATE TABLE "long" (id int PRIMARY KEY);
        CREATE TABLE process (id int REFERENCES "long", t text DEFAULT 'Long');
        COMMENT ON COLUMN process.t IS 'a Long text';
        CREATE FUNCTION f (a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION f (a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
        """);
    stage.generate("<generator><generate><pojos>true</pojos></generate></generator>");

    assertThat(compilerErrors()).isEmpty();
  }

  @Test
  void letsAStrategyOrAnExclusionPartTheNames() throws Exception {
    stage.execute("CREATE TYPE role AS ENUM ('Public'); CREATE TABLE t (r role)");
    stage.generate(
        "<generator><strategy><name>dev.dbagent.codegen.LabelStrategy</name></strategy></generator>");
    assertThat(compilerErrors()).isEmpty();

    stage.generate("<generator><database><excludes>role</excludes></database></generator>");
    assertThat(compilerErrors()).isEmpty();
  }

  @Test
  void printsNothing() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      stage.generate(null);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private StageFailure failure(@Nullable String xml) {
    return catchThrowableOfType(StageFailure.class, () -> stage.generate(xml));
  }

  private List<String> differing(GeneratorStage other) throws IOException {
    SortedMap<String, String> here = stage.files();
    SortedMap<String, String> there = other.files();
    return Stream.concat(here.keySet().stream(), there.keySet().stream())
        .filter(file -> !Objects.equals(here.get(file), there.get(file)))
        .toList();
  }

  /** Makes all files old, so that a touched one shows even on a coarse clock. */
  private void age() throws IOException {
    for (String file : stage.files().keySet()) {
      Files.setLastModifiedTime(stage.target.resolve(file), OLD);
    }
  }

  private List<String> touched() throws IOException {
    List<String> touched = new ArrayList<>();
    for (String file : stage.files().keySet()) {
      if (!Files.getLastModifiedTime(stage.target.resolve(file)).equals(OLD)) {
        touched.add(file);
      }
    }
    return touched;
  }

  private List<String> compilerErrors() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
      List<Path> sources =
          stage.files().keySet().stream()
              .filter(file -> file.endsWith(".java"))
              .map(stage.target::resolve)
              .toList();
      List<String> options =
          List.of("-proc:none", "-d", Files.createDirectories(directory.resolve("out")).toString());
      compiler
          .getTask(
              null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }
}
