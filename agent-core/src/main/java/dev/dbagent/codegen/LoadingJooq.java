// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;

/**
 * The jOOQ of one generation, whose classes load in the background, say while a server starts: that
 * takes a cold JVM about as long. Good for one generation.
 */
public final class LoadingJooq {

  private final JooqLoader loader;
  private final CompletableFuture<Boolean> warm;

  private LoadingJooq(JooqLoader loader, CompletableFuture<Boolean> warm) {
    this.loader = loader;
    this.warm = warm;
  }

  /** Begins to load; returns at once. */
  public static LoadingJooq begin() {
    JooqLoader loader = new JooqLoader(LoadingJooq.class.getClassLoader());
    return new LoadingJooq(
        loader,
        CompletableFuture.supplyAsync(
            () -> loader.asContext(() -> isWarm(loader)), LoadingJooq::inBackground));
  }

  /**
   * Waits for the end: two threads that initialise jOOQ's classes, which know each other, in
   * different orders could wait for each other for ever.
   */
  JooqLoader loader() {
    return warm.handle((done, failure) -> loader).join();
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "db-agent loads jOOQ");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether all went well. */
  static boolean isWarm(JooqLoader loader) {
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
