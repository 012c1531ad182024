// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

  @TempDir Path folder;

  @Test
  void git_tells_where_the_checkout_begins() throws IOException {
    Files.createFile(folder.resolve(".git"));

    assertThat(Checkout.pathOf(folder.resolve("shop/shop-db"), folder.resolve("shop")))
        .isEqualTo("shop/shop-db");
  }

  @Test
  void without_git_the_reactor_is_the_checkout() {
    Path reactor = folder.resolve("shop");

    assertThat(Checkout.pathOf(reactor.resolve("shop-db"), reactor)).isEqualTo("shop-db");
    assertThat(Checkout.pathOf(reactor, reactor)).isEmpty();
    assertThat(Checkout.pathOf(folder.resolve("elsewhere"), reactor)).isEmpty();
  }
}
