package com.example.shop;

import java.math.BigDecimal;
import java.util.List;

/** What a customer asks for; it has no number before it is placed. */
public record NewOrder(long customerId, long deliveryAddressId, List<Line> lines) {

  public NewOrder {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("an order needs a line");
    }
  }

  /** So many pieces of a product, each at this price. */
  public record Line(long productId, int quantity, BigDecimal unitPrice) {}
}
