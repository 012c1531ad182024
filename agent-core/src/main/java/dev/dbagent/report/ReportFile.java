// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file for programs: UTF-8, LF line ends, complete or not at all. Others may read it, so its
 * permissions are those of any file of the build.
 */
final class ReportFile {

  private static final long LARGEST = 64L * 1024 * 1024;

  private ReportFile() {}

  /**
   * Writes it aside and moves it into place.
   *
   * @throws IOException when that is not possible; then no earlier report stands either, as far as
   *     it can be deleted, because it would tell of another build
   */
  static void write(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
      // Unlike Files.writeString, this replaces half a surrogate pair and does not refuse it.
      Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      delete(aside, e);
      delete(file, e);
      throw e;
    }
  }

  static void write(Path file, JsonObject json) throws IOException {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    write(file, gson.toJson(json) + "\n");
  }

  /** What an earlier goal wrote; empty for what is missing, damaged or no object of JSON. */
  static Optional<JsonObject> read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      JsonElement json = JsonParser.parseString(Files.readString(file));
      return json.isJsonObject() ? Optional.of(json.getAsJsonObject()) : Optional.empty();
    } catch (IOException | JsonParseException e) {
      // It is about to be replaced, whatever it is.
      return Optional.empty();
    }
  }

  private static void delete(Path file, IOException reason) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
