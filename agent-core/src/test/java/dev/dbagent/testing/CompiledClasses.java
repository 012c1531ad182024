// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Java sources of a sample project, compiled into a folder of its own. */
public final class CompiledClasses {

  private final Path classes;

  private CompiledClasses(Path classes) {
    this.classes = classes;
  }

  /** Compiles every source of a folder; the classes lie beside it. */
  public static CompiledClasses of(Path sources) throws IOException {
    Path classes = Files.createDirectories(sources.resolveSibling("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    try (Stream<Path> files = Files.list(sources)) {
      files.map(Path::toString).forEach(arguments::add);
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("the sources in " + sources + " do not compile");
    }
    return new CompiledClasses(classes);
  }

  /** Adds the classes to the class path of a project. */
  public void putInto(SampleProject project) throws IOException {
    URL[] urls = {classes.toUri().toURL()};
    project.classPath(new URLClassLoader(urls, CompiledClasses.class.getClassLoader()), classes);
  }
}
