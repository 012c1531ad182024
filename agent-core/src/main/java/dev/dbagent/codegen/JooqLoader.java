// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A jOOQ of one's own for each generation. The classes come from where the parent finds them, but
 * are defined here, because jOOQ keeps its log threshold and its logging back end in static fields:
 * setting them here concerns nobody else in the JVM. SLF4J is kept out of sight, so that jOOQ logs
 * through java.util.logging, where {@link JooqLog} can listen.
 */
final class JooqLoader extends ClassLoader {

  /** Types that cross the border: the driver's because the connection comes from outside. */
  private static final List<String> SHARED =
      List.of(
          "dev.dbagent.model.",
          "dev.dbagent.engine.",
          "org.postgresql.",
          KnownCode.class.getName());

  private static final String HIDDEN = "org.slf4j.";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader parent;

  JooqLoader(ClassLoader parent) {
    super("jooq", parent);
    this.parent = parent;
  }

  /** Runs work as code in here expects it, with this loader as the thread's context. */
  <T> T asContext(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(HIDDEN)) {
      throw new ClassNotFoundException(name);
    }
    if (SHARED.stream().anyMatch(name::startsWith)) {
      return parent.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? platformOrOwn(name) : loaded;
    }
  }

  private Class<?> platformOrOwn(String name) throws ClassNotFoundException {
    try {
      return getPlatformClassLoader().loadClass(name);
    } catch (ClassNotFoundException e) {
      return findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = parent.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
