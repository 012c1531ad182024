package com.example.shop.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.shop.Catalogue.Item;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfPageTest {

  @Test
  void itemsAreListedWithTheirPrices() {
    Item pan = new Item("PAN-1", "Pan <28 cm", new BigDecimal("39.90"));

    String html = new ShelfPage("Pots & pans", List.of(pan)).html();

    assertTrue(html.contains("<h1>Pots &amp; pans</h1>"), html);
    assertTrue(html.contains("<li>Pan &lt;28 cm: 39.90</li>"), html);
  }

  @Test
  void anEmptyShelfSaysSo() {
    assertTrue(new ShelfPage("Garden", List.of()).html().contains("Nothing here."));
  }
}
