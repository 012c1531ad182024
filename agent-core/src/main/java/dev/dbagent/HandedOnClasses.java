// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads the Java migrations that were handed on, rather than what this class path has of the same
 * name. The agent and Flyway are those of this class path.
 */
final class HandedOnClasses extends URLClassLoader {

  private static final List<String> OURS = List.of("java.", "dev.dbagent.", "org.flywaydb.");

  private HandedOnClasses(URL[] classPath, ClassLoader parent) {
    super(classPath, parent);
  }

  static HandedOnClasses of(List<Path> classPath) throws MalformedURLException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    return new HandedOnClasses(urls, HandedOnClasses.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    if (OURS.stream().anyMatch(name::startsWith) || findResource(file) == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
