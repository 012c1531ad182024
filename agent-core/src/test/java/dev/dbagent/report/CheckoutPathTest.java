// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutPathTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "'', db/V1__a.sql, db/V1__a.sql",
        "shop, db/V1__a.sql, shop/db/V1__a.sql",
        "a/b/, ./db/V1.sql, a/b/db/V1.sql",
        "shop/db, ../shared/V1.sql, shop/shared/V1.sql",
        "shop, ../../other/V1.sql, ../other/V1.sql",
        "shop, 50% of #1?.sql, shop/50%25%20of%20%231%3F.sql",
        "shop, a:b/V1.sql, shop/a%3Ab/V1.sql",
        "'', a:b.sql, a%3Ab.sql",
        "'', größe 木.sql, gr%C3%B6%C3%9Fe%20%E6%9C%A8.sql",
        "'', gro\u0308\u00DFe.sql, gro%CC%88%C3%9Fe.sql",
        "'', ../.m2/x.jar!/db/V1.sql, ../.m2/x.jar%21/db/V1.sql",
        "shop, /opt/a b/V1.sql, file:///opt/a%20b/V1.sql",
        "shop, C:/a b/V1.sql, file:///C:/a%20b/V1.sql",
        "shop, //server/share/V1.sql, file://server/share/V1.sql",
      })
  void is_a_uri_from_the_root_of_the_checkout(String module, String file, String uri) {
    assertThat(CheckoutPath.of(module.equals("''") ? "" : module, file).uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({"/opt/V1.sql, true", "C:/V1.sql, true", "opt/V1.sql, false", "c:V1.sql, false"})
  void knows_what_is_outside_of_the_checkout(String file, boolean absolute) {
    assertThat(CheckoutPath.of("", file).isAbsolute()).isEqualTo(absolute);
  }
}
