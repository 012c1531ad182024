// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a database of their own: the state that the build has verified and
 * handed on, with its schema and its seeds. It costs a copy, not a migration.
 *
 * <p>Parameters of constructors, of {@code @BeforeAll}, {@code @BeforeEach} and test methods, and
 * fields, of these types are given a value:
 *
 * <ul>
 *   <li>{@link javax.sql.DataSource}
 *   <li>{@link java.sql.Connection}, which is closed afterwards
 *   <li>{@code org.jooq.DSLContext}, if jOOQ is on the class path
 *   <li>{@link String}, if it is annotated with {@link JdbcUrl}
 * </ul>
 *
 * <p>Fields and parameters that are annotated with anything else, the parameters of constructors
 * that are, and fields that are final or have a value are left alone; they are somebody else's. A
 * nested class shares the database of the class around it unless it is annotated itself.
 *
 * <p>The schema is closed: tests read and write rows, use sequences, run functions and have
 * temporary tables; a statement that would change the schema fails.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(VerifiedDatabaseExtension.class)
public @interface VerifiedDatabase {

  /** Who shares a database. */
  enum Scope {
    /** The tests of a class. */
    CLASS,
    /** Nobody: each test method, each repetition, each set of arguments has its own. */
    METHOD,
    /** All classes that ask for this; nobody can write. */
    READ_ONLY
  }

  /** Who shares a database. */
  Scope scope() default Scope.CLASS;

  /**
   * The module whose database it is, as {@code groupId:artifactId} or the {@code artifactId} alone;
   * to be said when the class path has the handoffs of several.
   */
  String module() default "";

  /** Whether the tests have the rights of the migrations: for those that are about DDL itself. */
  boolean owner() default false;
}
