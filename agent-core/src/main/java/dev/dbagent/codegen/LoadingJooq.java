// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.lang.reflect.Method;

/**
 * The jOOQ of one generation, whose classes load in the background, say while a server starts: that
 * takes a cold JVM about as long. Whoever needs one of them earlier waits for that one only. Good
 * for one generation.
 */
public final class LoadingJooq {

  private final JooqLoader loader = new JooqLoader(LoadingJooq.class.getClassLoader());

  private LoadingJooq() {}

  /** Begins to load; returns at once. */
  public static LoadingJooq begin() {
    LoadingJooq jooq = new LoadingJooq();
    Thread thread = new Thread(jooq::load, "db-agent loads jOOQ");
    thread.setDaemon(true);
    thread.start();
    return jooq;
  }

  JooqLoader loader() {
    return loader;
  }

  private void load() {
    loader.asContext(this::warmedUp);
  }

  private boolean warmedUp() {
    JooqLog unheard = JooqLog.open();
    try {
      Method warmUp = loader.loadClass(JooqRun.class.getName()).getDeclaredMethod("warmUp");
      warmUp.setAccessible(true);
      warmUp.invoke(null);
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // What keeps jOOQ from working here keeps the generation from working, which tells it.
      // Or the build is over, and its class loaders with it.
      return false;
    } finally {
      unheard.close();
    }
  }
}
