// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputRecordTest {

  private static final Fingerprint KEY = Fingerprint.of("key").build();
  private static final Fingerprint STATE = Fingerprint.of("state").build();

  /** With a fraction of a second, as files have that no archive brought. */
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00.123456789Z");

  @TempDir Path folder;

  private OutputRoots roots;
  private OutputRecord record;

  @BeforeEach
  void outputs() throws IOException {
    roots =
        new OutputRoots(Map.of("code", folder.resolve("jooq"), "handoff", folder.resolve("agent")));
    write("code/a b/Customer.java", "class Customer {}");
    write("handoff/handoff.json", "{}");
    for (String output : List.of("code/a b/Customer.java", "handoff/handoff.json")) {
      Files.setLastModifiedTime(roots.locate(output), FileTime.from(LONG_AGO));
    }
    SortedMap<String, String> checksums =
        new TreeMap<>(
            OutputRecord.checksums(
                List.of("code/a b/Customer.java", "handoff/handoff.json"),
                roots,
                SeenFiles.ofNow()));
    record =
        new OutputRecord(
            KEY, "1-2-3", Stamps.NONE, STATE, List.of("a warning", "of two\nlines"), checksums);
  }

  @Test
  void is_read_as_it_was_written() throws IOException {
    Path file = folder.resolve("not/there/yet/prepare.outputs");
    record.write(file);

    assertThat(OutputRecord.read(file)).contains(record);
    assertThat(record.told()).containsExactly("a warning", "of two lines");
  }

  @Test
  void stands_while_every_output_is_what_it_was() throws IOException {
    assertThat(record.stands(roots, SeenFiles.ofNow())).isTrue();

    write("code/a b/Customer.java", "class Customer { }");
    assertThat(record.stands(roots, SeenFiles.ofNow())).isFalse();

    write("code/a b/Customer.java", "class Customer {}");
    assertThat(record.stands(roots, SeenFiles.ofNow())).isTrue();

    Files.delete(roots.locate("handoff/handoff.json"));
    assertThat(record.stands(roots, SeenFiles.ofNow())).isFalse();
  }

  @Test
  void of_an_output_to_which_others_add_only_its_being_there_counts() throws IOException {
    OutputRecord any =
        new OutputRecord(
            KEY,
            "",
            Stamps.NONE,
            STATE,
            List.of(),
            new TreeMap<>(Map.of("handoff/handoff.json", OutputRecord.ANY)));
    write("handoff/handoff.json", "{more}");
    assertThat(any.stands(roots, SeenFiles.ofNow())).isTrue();

    Files.delete(roots.locate("handoff/handoff.json"));
    assertThat(any.stands(roots, SeenFiles.ofNow())).isFalse();
  }

  @Test
  void looks_as_it_did_until_an_output_or_the_inputs_look_otherwise() throws IOException {
    OutputRecord noted = record.asItLooks("inputs", folder, roots, SeenFiles.ofNow());
    assertThat(noted.looksAsItDid("inputs", roots)).isTrue();
    assertThat(noted.looksAsItDid("others", roots)).isFalse();
    assertThat(record.looksAsItDid("inputs", roots)).as("nothing was noted").isFalse();

    write("code/a b/Customer.java", "class custOmer {}");
    assertThat(noted.looksAsItDid("inputs", roots)).isFalse();

    Files.delete(roots.locate("code/a b/Customer.java"));
    assertThat(noted.looksAsItDid("inputs", roots)).isFalse();
  }

  @Test
  void how_it_looks_is_not_noted_of_what_does_not_stand_or_proves_nothing() throws IOException {
    assertThat(
            record
                .asItLooks(Stamps.NONE, folder, roots, SeenFiles.ofNow())
                .looksAsItDid(Stamps.NONE, roots))
        .isFalse();

    write("handoff/handoff.json", "[]");
    assertThat(record.asItLooks("inputs", folder, roots, SeenFiles.ofNow()).seen())
        .isEqualTo(Stamps.NONE);
  }

  @Test
  void an_output_to_which_others_add_may_look_otherwise_if_it_is_there() throws IOException {
    SortedMap<String, String> checksums = new TreeMap<>(record.checksums());
    checksums.put("handoff/handoff.json", OutputRecord.ANY);
    OutputRecord noted =
        new OutputRecord(KEY, "", Stamps.NONE, STATE, List.of(), checksums)
            .asItLooks("inputs", folder, roots, SeenFiles.ofNow());
    write("handoff/handoff.json", "{more}");
    assertThat(noted.looksAsItDid("inputs", roots)).isTrue();

    Files.delete(roots.locate("handoff/handoff.json"));
    assertThat(noted.looksAsItDid("inputs", roots)).isFalse();
  }

  @Test
  void one_that_was_cut_or_altered_is_none() throws IOException {
    Path file = folder.resolve("record");
    record.write(file);
    List<String> lines = Files.readAllLines(file);
    for (int kept = 0; kept < lines.size(); kept++) {
      Files.write(file, lines.subList(0, kept));
      assertThat(OutputRecord.read(file)).as("%s lines", kept).isEmpty();
    }
    Files.write(file, new byte[] {(byte) 0xff, 0, 1});
    assertThat(OutputRecord.read(file)).isEmpty();
    assertThat(OutputRecord.read(folder)).isEmpty();
    assertThat(OutputRecord.read(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void a_name_that_leads_out_of_its_root_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> roots.locate("code/../../etc/passwd"));
    assertThatIllegalArgumentException().isThrownBy(() -> roots.locate("elsewhere/file"));
    OutputRecord foreign =
        new OutputRecord(
            KEY,
            "",
            Stamps.NONE,
            STATE,
            List.of(),
            new TreeMap<>(Map.of("elsewhere/file", "1-1-1")));
    assertThat(foreign.stands(roots, SeenFiles.ofNow())).isFalse();
  }

  @Test
  void an_archive_puts_back_what_differs_and_leaves_the_rest_alone() throws IOException {
    OutputRecord noted = record.asItLooks("inputs", folder, roots, SeenFiles.ofNow());
    byte[] archive = OutputArchive.pack(noted, record.checksums().keySet(), roots);
    Path untouched = roots.locate("handoff/handoff.json");
    var before = Files.getLastModifiedTime(untouched);
    Files.delete(roots.locate("code/a b/Customer.java"));

    OutputArchive.unpack(archive, roots);

    assertThat(OutputArchive.record(archive)).as("of no place").contains(record);
    assertThat(record.stands(roots, SeenFiles.ofNow())).isTrue();
    assertThat(Files.getLastModifiedTime(untouched)).isEqualTo(before);
    assertThat(OutputArchive.record(new byte[] {1, 2, 3})).isEmpty();
  }

  private void write(String output, String text) throws IOException {
    Path file = roots.locate(output);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
