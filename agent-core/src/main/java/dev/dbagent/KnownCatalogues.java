// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.engine.OutlineText;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.verification.SchemaSize;
import dev.dbagent.verification.VerifiedState;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the catalogues of states in the store say, by the digests of their outlines. */
final class KnownCatalogues {

  private static final String CATALOGUE = "catalogue";
  private static final String OUTLINE = "outline";

  /**
   * The catalogue of a state.
   *
   * @param digest of its outline
   * @param sound how much it holds, if nothing was found in it when it was checked
   */
  record Known(Fingerprint digest, Optional<SchemaSize> sound) {

    private static final int COUNTS = 7;

    /** What is known of it when it has been checked. */
    static Known of(Fingerprint digest, VerifiedState verified) {
      return new Known(
          digest, verified.isCatalogueSound() ? Optional.of(verified.size()) : Optional.empty());
    }

    String text() {
      return digest.hex() + sound.map(Known::text).orElse("");
    }

    private static String text(SchemaSize size) {
      return Stream.of(
              size.tables(),
              size.views(),
              size.columns(),
              size.foreignKeys(),
              size.enums(),
              size.routines(),
              size.sequences())
          .map(count -> " " + count)
          .collect(Collectors.joining());
    }

    /** Empty for what is no such text. */
    static Optional<Known> parse(String text) {
      String[] parts = text.split(" ", -1);
      try {
        Fingerprint digest = new Fingerprint(parts[0]);
        int[] counts = Stream.of(parts).skip(1).mapToInt(Integer::parseInt).toArray();
        return switch (counts.length) {
          case 0 -> Optional.of(new Known(digest, Optional.empty()));
          case COUNTS -> Optional.of(new Known(digest, Optional.of(size(counts))));
          default -> Optional.empty();
        };
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static SchemaSize size(int... counts) {
      return new SchemaSize(
          counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
    }
  }

  private final StateStore store;

  KnownCatalogues(StateStore store) {
    this.store = store;
  }

  /** Keeps an outline; its digest is its name. */
  Fingerprint keep(CatalogueOutline outline) {
    Fingerprint digest = outline.digest();
    store.keep(digest, OUTLINE, OutlineText.of(outline).getBytes(StandardCharsets.UTF_8));
    return digest;
  }

  /** Notes what is known of the catalogue of a state. */
  void note(Fingerprint state, Known known) {
    store.keep(state, CATALOGUE, known.text().getBytes(StandardCharsets.US_ASCII));
  }

  /** The digest of what the catalogue of a state says. */
  Optional<Fingerprint> of(Fingerprint state) {
    return known(state).map(Known::digest);
  }

  /** What is known of the catalogue of a state. */
  Optional<Known> known(Fingerprint state) {
    return store
        .findKept(state, CATALOGUE)
        .flatMap(text -> Known.parse(new String(text, StandardCharsets.US_ASCII)));
  }

  /** Whether the outline of that digest is kept. */
  boolean keeps(Fingerprint digest) {
    return store.findKept(digest, OUTLINE).isPresent();
  }

  /** The outline of that digest. */
  Optional<CatalogueOutline> outline(Fingerprint digest) {
    return store
        .findKept(digest, OUTLINE)
        .flatMap(text -> OutlineText.parse(new String(text, StandardCharsets.UTF_8)));
  }
}
