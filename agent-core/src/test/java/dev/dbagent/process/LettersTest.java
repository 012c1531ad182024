// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LettersTest {

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  /** What an order may hold. */
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

  static Stream<Object> values() {
    return Stream.of(
        Long.MIN_VALUE,
        Integer.MAX_VALUE,
        true,
        false,
        "",
        "x".repeat(70_000) + "\u20AC".repeat(70_000),
        "half a pair \uD83D and a whole one \uD83D\uDE00, \0",
        TimeUnit.DAYS,
        Mood.BAD,
        Duration.ofSeconds(-3, 7),
        Instant.MAX,
        Optional.of(List.of()),
        Set.of(Optional.empty()),
        Map.of(1, 2L));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_of_any_kind_arrives(Object value) throws IOException {
    assertThat(arrived(value)).isEqualTo(value);
  }

  /** Each of its constants is of a class of its own. */
  private enum Mood {
    GOOD {},
    BAD {}
  }

  @Test
  void what_was_in_some_order_still_is() throws IOException {
    List<Integer> numbers = IntStream.range(0, 100).map(i -> i * 7919 % 100).boxed().toList();
    Map<Integer, Integer> map = new LinkedHashMap<>();
    numbers.forEach(number -> map.put(number, number));

    assertThat((Set<?>) arrived(new LinkedHashSet<>(numbers)))
        .extracting(number -> (Object) number)
        .containsExactlyElementsOf(numbers);
    assertThat(((Map<?, ?>) arrived(map)).keySet())
        .extracting(number -> (Object) number)
        .containsExactlyElementsOf(numbers);
  }

  @Test
  void what_is_no_letter_is_not_taken_for_one() throws IOException {
    sent.writeBytes("a warning of the JVM\n".getBytes(StandardCharsets.UTF_8));
    try (Letters.Reading in = reading()) {
      assertThatThrownBy(in::receive).isInstanceOf(InvalidObjectException.class);
    }
  }

  @Test
  void half_a_letter_is_none() throws IOException {
    try (Letters.Writing out = new Letters.Writing(sent)) {
      out.send("whole");
    }
    byte[] half = Arrays.copyOf(sent.toByteArray(), sent.size() - 1);
    try (Letters.Reading in = new Letters.Reading(new ByteArrayInputStream(half))) {
      assertThatThrownBy(in::receive).isInstanceOf(EOFException.class);
    }
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
      out.send("next");
    }
    try (Letters.Reading in = reading()) {
      assertThatThrownBy(in::receive).isInstanceOf(InvalidObjectException.class);
      assertThat(in.receive()).isEqualTo("next");
    }
  }

  private Object arrived(Object letter) throws IOException {
    sent.reset();
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
