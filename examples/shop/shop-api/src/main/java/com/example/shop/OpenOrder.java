package com.example.shop;

import com.example.shop.jooq.enums.OrderStatus;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** An order that is not yet delivered, with what is still to be paid. */
public record OpenOrder(
    long orderId, OrderStatus status, OffsetDateTime placedAt, BigDecimal total, BigDecimal due) {

  public boolean isPaid() {
    return due.signum() <= 0;
  }
}
