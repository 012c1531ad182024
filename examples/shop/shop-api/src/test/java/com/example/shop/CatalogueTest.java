package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.shop.jooq.enums.ProductStatus;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private final Catalogue catalogue = new Catalogue(DSL.using(SQLDialect.POSTGRES));

  @Test
  void aCategoryStandsForItsWholeSubtree() {
    String sql = catalogue.itemsIn("kitchen").getSQL();

    assertTrue(sql.startsWith("with recursive \"subtree\"(\"id\") as ("), sql);
    assertTrue(sql.contains("\"child\".\"parent_id\" = \"subtree\".\"id\""), sql);
  }

  @Test
  void onlyActiveProductsAreForSale() {
    assertEquals(
        List.of("kitchen", ProductStatus.active), catalogue.itemsIn("kitchen").getBindValues());
  }
}
