package com.example.shop;

import static com.example.shop.jooq.Tables.ORDER_LINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.shop.jooq.enums.OrderStatus;
import com.example.shop.jooq.tables.records.OrderLineRecord;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private static final NewOrder ORDER =
      new NewOrder(
          3,
          4,
          List.of(
              new NewOrder.Line(6, 1, new BigDecimal("29.00")),
              new NewOrder.Line(1, 2, new BigDecimal("49.98"))));

  private final Orders orders = new Orders(DSL.using(SQLDialect.POSTGRES));

  @Test
  void openOrdersAreThoseOfOneCustomerThatHaveNotArrived() {
    String sql = orders.openOrders(3).getSQL();

    assertTrue(sql.contains("from \"public\".\"order_summary\""), sql);
    assertTrue(sql.contains("\"customer_id\" = ?"), sql);
    assertTrue(sql.contains("\"status\" in ("), sql);
    assertEquals(
        List.of(3L, OrderStatus.placed, OrderStatus.paid, OrderStatus.shipped),
        orders.openOrders(3).getBindValues());
  }

  @Test
  void aNewOrderLeavesStatusCurrencyAndTimeToTheDatabase() {
    String sql = orders.insert(ORDER).getSQL();

    assertTrue(sql.contains("(\"customer_id\", \"delivery_address_id\") values (?, ?)"), sql);
    assertTrue(sql.endsWith("returning \"public\".\"customer_order\".\"id\""), sql);
  }

  @Test
  void linesAreNumberedFromOneAndTheirAmountIsNotWritten() {
    List<OrderLineRecord> lines = Orders.linesOf(ORDER, 1005);

    assertEquals(
        List.of((short) 1, (short) 2), lines.stream().map(OrderLineRecord::getLineNo).toList());
    assertEquals(List.of(6L, 1L), lines.stream().map(OrderLineRecord::getProductId).toList());
    assertEquals(1005L, lines.get(1).getOrderId());
    assertFalse(lines.get(1).changed(ORDER_LINE.AMOUNT));
  }

  @Test
  void anOrderNeedsALine() {
    assertThrows(IllegalArgumentException.class, () -> new NewOrder(3, 4, List.of()));
  }

  @Test
  void anOrderIsPaidWhenNothingIsDue() {
    assertTrue(openOrder("0.00").isPaid());
    assertFalse(openOrder("0.01").isPaid());
  }

  private static OpenOrder openOrder(String due) {
    return new OpenOrder(
        1, OrderStatus.paid, OffsetDateTime.MIN, new BigDecimal("60.00"), new BigDecimal(due));
  }
}
