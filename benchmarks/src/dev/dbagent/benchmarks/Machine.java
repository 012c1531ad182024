// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the numbers depend on. */
final class Machine {

  private static final String UNKNOWN = "unknown";

  private Machine() {}

  /**
   * As pairs for a table.
   *
   * @param mavenVersion what {@code mvn -v} printed
   */
  static Map<String, String> describe(Path work, String mavenVersion) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("processor", processor());
    facts.put("memory", memory());
    facts.put("operating system", operatingSystem());
    facts.put("file system", Files.getFileStore(work).type());
    facts.put("JDK", found("Java version: ([^,]+, vendor: [^,\\n]+)", mavenVersion));
    facts.put("Maven", found("Apache Maven (\\S+)", mavenVersion));
    facts.put("user", DroppedRoot.isRoot() ? "root" : "an ordinary one");
    facts.put("load before", load());
    return facts;
  }

  /** Of the last minute: other work on the machine makes the numbers worthless. */
  static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? UNKNOWN : "%.1f".formatted(load);
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    String model =
        Files.exists(file)
            ? found("model name\\s*: (.+)", Files.readString(file))
            : System.getProperty("os.arch");
    return Runtime.getRuntime().availableProcessors() + " cores, " + model;
  }

  private static String memory() throws IOException {
    Path file = Path.of("/proc/meminfo");
    if (!Files.exists(file)) {
      return UNKNOWN;
    }
    String total = found("MemTotal:\\s+(\\d+) kB", Files.readString(file));
    return total.equals(UNKNOWN) ? total : "%.0f GB".formatted(Long.parseLong(total) / 1048576.0);
  }

  private static String operatingSystem() throws IOException {
    String kernel =
        System.getProperty("os.name")
            + " "
            + found("^(\\d+\\.\\d+)", System.getProperty("os.version"));
    Path file = Path.of("/etc/os-release");
    return Files.exists(file)
        ? found("PRETTY_NAME=\"([^\"]+)", Files.readString(file)) + ", " + kernel
        : kernel;
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1).strip() : UNKNOWN;
  }
}
