package com.example.shop;

import static com.example.shop.jooq.Tables.CUSTOMER_ORDER;
import static com.example.shop.jooq.Tables.ORDER_LINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.shop.jooq.enums.OrderStatus;
import dev.dbagent.junit.VerifiedDatabase;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** Each test has the shop to itself, as the migrations and the seeds made it. */
@VerifiedDatabase(scope = VerifiedDatabase.Scope.METHOD)
class ShopOnADatabaseTest {

  private static final NewOrder ORDER =
      new NewOrder(
          3,
          4,
          List.of(
              new NewOrder.Line(6, 1, new BigDecimal("29.00")),
              new NewOrder.Line(1, 2, new BigDecimal("49.98"))));

  private DSLContext db;

  @Test
  void aPlacedOrderIsOpenAndNothingOfItIsPaid() {
    Orders orders = new Orders(db);

    long id = orders.place(ORDER);

    OpenOrder placed = orders.openOrdersOf(3).get(0);
    assertEquals(id, placed.orderId());
    assertEquals(OrderStatus.placed, placed.status());
    assertEquals(new BigDecimal("128.96"), placed.total());
    assertEquals(new BigDecimal("128.96"), placed.due());
  }

  @Test
  void anOrderOfAProductThatIsNotThereLeavesNothingBehind() {
    int before = db.fetchCount(CUSTOMER_ORDER);
    int linesBefore = db.fetchCount(ORDER_LINE);

    assertThrows(
        DataAccessException.class,
        () -> new Orders(db).place(new NewOrder(3, 4, List.of(new NewOrder.Line(99, 1, BigDecimal.ONE)))));

    assertEquals(before, db.fetchCount(CUSTOMER_ORDER));
    assertEquals(linesBefore, db.fetchCount(ORDER_LINE));
  }

  @Test
  void whatIsReservedIsNotThereForTheNext() {
    StockKeeping stock = new StockKeeping(db);

    assertTrue(stock.reserve(3, (short) 1, 5));
    assertFalse(stock.reserve(3, (short) 1, 5));
  }

  @Test
  void theSchemaIsChangedWhereItBelongs() {
    DataAccessException refused =
        assertThrows(
            DataAccessException.class, () -> db.execute("ALTER TABLE customer ADD age integer"));

    assertTrue(
        refused.getMessage().contains("the schema belongs to module com.example.shop:shop-db"),
        refused.getMessage());
  }
}
