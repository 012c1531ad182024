// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dbagent.junit.VerifiedDatabase.Scope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Test classes as users write them; {@link VerifiedDatabaseIT} runs them. */
@SuppressWarnings({"NullAway.Init", "JUnitClassModifiers", "unused"})
final class Samples {

  private Samples() {}

  @VerifiedDatabase
  static class EverythingAsked {

    static DataSource ofAll;
    @JdbcUrl static String urlOfAll;

    private final DataSource ofConstructor;
    private Connection connection;
    DSLContext jooq;
    @JdbcUrl String url;

    EverythingAsked(DataSource ofConstructor) {
      this.ofConstructor = ofConstructor;
    }

    @BeforeAll
    static void rowsForAll(Connection one) throws SQLException {
      assertNotNull(ofAll);
      assertEquals("Ada", Rows.names(one));
      Rows.add(ofAll, "Grace");
    }

    @BeforeEach
    void somethingIsThere(DSLContext context) {
      assertEquals(2, context.fetchCount(context.selectFrom("customer")));
    }

    @Test
    void fields() throws SQLException {
      assertEquals("Ada,Grace", Rows.names(connection));
      assertEquals(2, jooq.fetchCount(jooq.selectFrom("customer")));
      assertEquals(url, urlOfAll);
      try (Connection own = DriverManager.getConnection(url)) {
        assertEquals("Ada,Grace", Rows.names(own));
      }
    }

    @Test
    void parametersOfTests(DataSource source, Connection one, @JdbcUrl String address)
        throws SQLException {
      assertEquals("Ada,Grace", Rows.names(source));
      assertEquals("Ada,Grace", Rows.names(one));
      assertEquals(url, address);
    }

    @Test
    void parametersOfConstructors() throws SQLException {
      assertEquals("Ada,Grace", Rows.names(ofConstructor));
    }
  }

  @VerifiedDatabase
  @TestMethodOrder(OrderAnnotation.class)
  static class SharedByClass {

    DataSource dataSource;

    @Test
    @Order(1)
    void first() throws SQLException {
      assertEquals("Ada", Rows.names(dataSource));
      Rows.add(dataSource, "Grace");
    }

    @Test
    @Order(2)
    void second() throws SQLException {
      assertEquals("Ada,Grace", Rows.names(dataSource));
    }

    @Nested
    class Inside {

      private Connection own;

      @Test
      void third() throws SQLException {
        assertEquals("Ada,Grace", Rows.names(dataSource));
        assertEquals("Ada,Grace", Rows.names(own));
      }
    }
  }

  @VerifiedDatabase
  static class AnotherClass {
    @Test
    void isTheFirst(DataSource dataSource) throws SQLException {
      assertEquals("Ada", Rows.names(dataSource));
      Rows.add(dataSource, "Grace");
    }
  }

  @VerifiedDatabase(scope = Scope.METHOD)
  static class OfEachMethod {

    private DataSource field;

    @BeforeEach
    void addOne(Connection connection) throws SQLException {
      assertEquals("Ada", Rows.names(connection));
      Rows.add(field, "Grace");
    }

    @Test
    void one(DataSource parameter) throws SQLException {
      assertEquals("Ada,Grace", Rows.names(parameter));
    }

    @RepeatedTest(3)
    void again() throws SQLException {
      assertEquals("Ada,Grace", Rows.names(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Edsger", "Barbara"})
    void withArguments(String name, DataSource parameter) throws SQLException {
      Rows.add(parameter, name);
      assertEquals("Ada,Grace," + name, Rows.names(field));
    }

    @Nested
    class Inside {
      @Test
      void too(DataSource parameter) throws SQLException {
        assertEquals("Ada,Grace", Rows.names(parameter));
      }
    }
  }

  @VerifiedDatabase(scope = Scope.METHOD)
  @TestInstance(Lifecycle.PER_CLASS)
  static class OfEachMethodOnOneInstance {

    private DataSource field;

    @RepeatedTest(3)
    void again() throws SQLException {
      assertEquals("Ada", Rows.names(field));
      Rows.add(field, "Grace");
    }
  }

  @VerifiedDatabase(scope = Scope.METHOD)
  @TestInstance(Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class AtOnceOnOneInstance {

    private DataSource field;

    @Test
    void one() {
      assertNotNull(field);
    }
  }

  @VerifiedDatabase(scope = Scope.METHOD)
  @Execution(ExecutionMode.CONCURRENT)
  static class AtOnce {

    private DataSource field;

    @RepeatedTest(20)
    void writes(Connection connection) throws SQLException {
      Rows.add(field, "Grace");
      assertEquals("Ada,Grace", Rows.names(connection));
    }
  }

  @VerifiedDatabase(scope = Scope.READ_ONLY)
  static class ReadOnly {
    @Test
    void reads(DataSource dataSource) throws SQLException {
      assertEquals("Ada", Rows.names(dataSource));
      assertThrows(SQLException.class, () -> Rows.add(dataSource, "Grace"));
    }
  }

  @VerifiedDatabase
  static class Closed {
    @Test
    void createsNothing(DSLContext jooq) {
      Exception refused =
          assertThrows(
              DataAccessException.class,
              () -> jooq.createTable("mine").column("id", SQLDataType.INTEGER).execute());
      String said = String.valueOf(refused.getMessage());
      assertTrue(
          said.contains("the schema belongs to module com.example:shop-db: change it there"), said);
    }
  }

  @VerifiedDatabase(owner = true)
  static class Owner {
    @Test
    void changesWhatIsOnlyItsOwn(Connection connection) throws SQLException {
      connection.createStatement().execute("ALTER TABLE customer ADD COLUMN age int");
      assertEquals("0", Rows.value(connection, "SELECT count(age) FROM customer"));
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Marked {}

  /** Another extension, that gives what is marked. */
  static class SomebodyElse implements ParameterResolver {

    static final DataSource STRANGE = new PGSimpleDataSource();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.isAnnotated(Marked.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return STRANGE;
    }
  }

  @VerifiedDatabase
  @ExtendWith(SomebodyElse.class)
  static class FieldsOfOthers {

    /** As good as that of an extension. */
    @Deprecated DataSource annotated;

    String text;
    final Object object = new Object();

    @Test
    void areEmpty() {
      assertNull(annotated);
      assertNull(text);
    }

    @Test
    void soAreParameters(@Marked DataSource parameter) {
      assertEquals(SomebodyElse.STRANGE, parameter);
    }
  }

  @VerifiedDatabase(scope = Scope.METHOD)
  static class ConstructorWithoutMethod {

    ConstructorWithoutMethod(DataSource dataSource) {}

    @Test
    void isNotReached() {}
  }

  @VerifiedDatabase
  static class Failing {
    @Test
    void fails(DataSource dataSource) throws SQLException {
      Rows.add(dataSource, "Grace");
      fail("as it should");
    }
  }
}
