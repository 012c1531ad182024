// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.model.TableName;
import org.junit.jupiter.api.Test;

class JooqLoaderTest {

  private final JooqLoader loader = new JooqLoader(new WithSlf4j());

  @Test
  void hasItsOwnJooq() throws Exception {
    Class<?> own = loader.loadClass("org.jooq.tools.JooqLogger");

    assertThat(own.getClassLoader()).isSameAs(loader);
    assertThat(new JooqLoader(getClass().getClassLoader()).loadClass(own.getName()))
        .isNotSameAs(own);
  }

  @Test
  void sharesTheModelAndTheJdk() throws Exception {
    assertThat(loader.loadClass(TableName.class.getName())).isSameAs(TableName.class);
    assertThat(loader.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
  }

  @Test
  void hidesTheLoggingThatTheParentOffers() {
    assertThatThrownBy(() -> loader.loadClass("org.slf4j.LoggerFactory"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void givesTheThreadItsContextBack() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThat(loader.asContext(() -> Thread.currentThread().getContextClassLoader()))
        .isSameAs(loader);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  /** A parent as Maven gives it to plugins: SLF4J can be seen. */
  private static final class WithSlf4j extends ClassLoader {

    WithSlf4j() {
      super(JooqLoaderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.slf4j.")) {
        return Object.class;
      }
      return super.findClass(name);
    }
  }
}
