// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.WriteAbortedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LettersTest {

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  /** Neither it nor what is in it can be serialized by Java. */
  private record Order(
      String text,
      int number,
      @Nullable Path folder,
      Optional<Inner> maybe,
      Map<String, List<Inner>> more,
      @Nullable ClassLoader loader) {}

  private record Inner(Path file, Duration took) {}

  @Test
  void records_of_any_kind_arrive_as_they_were_sent() throws IOException {
    Inner inner = new Inner(Path.of("a", "b.sql"), Duration.ofMillis(3));
    Order order =
        new Order(
            "text",
            7,
            Path.of("/folder"),
            Optional.of(inner),
            Map.of("key", List.of(inner, inner)),
            LettersTest.class.getClassLoader());

    assertThat(arrived(order)).isEqualTo(order);
  }

  @Test
  void what_is_absent_stays_absent() throws IOException {
    Order order = new Order("", 0, null, Optional.empty(), Map.of(), null);

    assertThat(arrived(order)).isEqualTo(order);
  }

  @Test
  void what_was_thrown_is_told_without_its_class() throws IOException {
    ThrownElsewhere thrown =
        ThrownElsewhere.of(new IllegalStateException("outer", new IOException("inner")));

    assertThat(((ThrownElsewhere) arrived(thrown)).root().words())
        .isEqualTo("java.io.IOException: inner");
  }

  @Test
  void letters_come_in_their_order_and_then_no_more() throws IOException {
    try (Letters.Writing out = new Letters.Writing(sent)) {
      out.send("first");
      out.send("second");
    }
    try (Letters.Reading in = reading()) {
      assertThat(in.receive()).isEqualTo("first");
      assertThat(in.receive()).isEqualTo("second");
      assertThatThrownBy(in::receive).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void what_cannot_be_sent_is_named_on_both_sides() throws IOException {
    try (Letters.Writing out = new Letters.Writing(sent)) {
      assertThatThrownBy(() -> out.send(List.of(new Object())))
          .isInstanceOf(NotSerializableException.class)
          .hasMessage("java.lang.Object");
    }
    try (Letters.Reading in = reading()) {
      assertThatThrownBy(in::receive).isInstanceOf(WriteAbortedException.class);
    }
  }

  private Object arrived(Object letter) throws IOException {
    try (Letters.Writing out = new Letters.Writing(sent)) {
      out.send(letter);
    }
    try (Letters.Reading in = reading()) {
      return in.receive();
    }
  }

  private Letters.Reading reading() throws IOException {
    return new Letters.Reading(new ByteArrayInputStream(sent.toByteArray()));
  }
}
