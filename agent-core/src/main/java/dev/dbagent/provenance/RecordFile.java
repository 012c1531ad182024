// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A record as bytes: a zip of properties, and of the contents of files under their digests. What
 * cannot be understood, for whatever reason, is no record.
 */
final class RecordFile {

  private static final String FORMAT = "1";
  private static final String CONTENT = "content/";
  private static final int MOST_OF_AN_ENTRY = 16 * 1024 * 1024;
  private static final int MOST_ENTRIES = 100_000;

  private RecordFile() {}

  static void write(VerifiedRecord record, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    Map<String, String> head = new HashMap<>();
    head.put("format", FORMAT);
    head.put("module", record.module());
    head.put("verified", record.verified().toString());
    head.put("salt", record.salt());
    write(zip, "record", head);
    write(zip, "versions", record.versions());
    write(zip, "settings", record.settings());
    write(zip, "secrets", record.secrets());
    write(zip, "environment", record.environment());
    SortedMap<String, String> digests = new TreeMap<>();
    record.files().forEach((path, content) -> digests.put(path, content.sha256()));
    write(zip, "files", digests);
    Set<String> written = new HashSet<>();
    for (FileContent content : record.files().values()) {
      byte[] bytes = content.bytes();
      if (bytes != null && written.add(content.sha256())) {
        write(zip, CONTENT + content.sha256(), bytes);
      }
    }
    zip.finish();
  }

  static Optional<VerifiedRecord> read(InputStream in) {
    try {
      Map<String, byte[]> entries = entries(in);
      SortedMap<String, String> head = values(entries, "record");
      if (!FORMAT.equals(head.get("format"))) {
        return Optional.empty();
      }
      SortedMap<String, FileContent> files = new TreeMap<>();
      values(entries, "files")
          .forEach(
              (path, sha256) ->
                  files.put(path, new FileContent(sha256, entries.get(CONTENT + sha256))));
      return Optional.of(
          new VerifiedRecord(
              head.getOrDefault("module", ""),
              Instant.parse(head.getOrDefault("verified", "")),
              head.getOrDefault("salt", ""),
              values(entries, "versions"),
              values(entries, "settings"),
              values(entries, "secrets"),
              values(entries, "environment"),
              Collections.unmodifiableSortedMap(files)));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void write(ZipOutputStream zip, String name, Map<String, String> values)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      properties.store(writer, null);
    }
    write(zip, name + ".properties", bytes.toByteArray());
  }

  private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static Map<String, byte[]> entries(InputStream in) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      byte[] bytes = zip.readNBytes(MOST_OF_AN_ENTRY);
      if (zip.read() >= 0 || entries.size() >= MOST_ENTRIES) {
        throw new IOException("no record of ours is that large");
      }
      entries.put(entry.getName(), bytes);
    }
    return entries;
  }

  private static SortedMap<String, String> values(Map<String, byte[]> entries, String name)
      throws IOException {
    byte[] bytes = entries.get(name + ".properties");
    if (bytes == null) {
      throw new IOException(name + " is missing");
    }
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    SortedMap<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return Collections.unmodifiableSortedMap(values);
  }
}
