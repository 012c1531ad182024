// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.engine.OutlineText;
import dev.dbagent.model.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the catalogues of states in the store say, by the digests of their outlines. */
final class KnownCatalogues {

  private static final String CATALOGUE = "catalogue";
  private static final String OUTLINE = "outline";

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

  /** Notes which catalogue a state has. */
  void note(Fingerprint state, Fingerprint digest) {
    store.keep(state, CATALOGUE, digest);
  }

  /** The digest of what the catalogue of a state says. */
  Optional<Fingerprint> of(Fingerprint state) {
    return store.findName(state, CATALOGUE);
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
