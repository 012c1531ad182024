package com.example.shop;

import static com.example.shop.jooq.Tables.CUSTOMER_ORDER;
import static com.example.shop.jooq.Tables.ORDER_SUMMARY;
import static org.jooq.Records.mapping;

import com.example.shop.jooq.enums.OrderStatus;
import com.example.shop.jooq.tables.records.CustomerOrderRecord;
import com.example.shop.jooq.tables.records.OrderLineRecord;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Record5;
import org.jooq.ResultQuery;

/** What customers bought. */
public final class Orders {

  private final DSLContext db;

  public Orders(DSLContext db) {
    this.db = db;
  }

  /** The orders of a customer that have not arrived yet, newest first. */
  public List<OpenOrder> openOrdersOf(long customerId) {
    return openOrders(customerId).fetch(mapping(OpenOrder::new));
  }

  ResultQuery<Record5<Long, OrderStatus, OffsetDateTime, BigDecimal, BigDecimal>> openOrders(
      long customerId) {
    return db.select(
            ORDER_SUMMARY.ORDER_ID,
            ORDER_SUMMARY.STATUS,
            ORDER_SUMMARY.PLACED_AT,
            ORDER_SUMMARY.TOTAL,
            ORDER_SUMMARY.DUE)
        .from(ORDER_SUMMARY)
        .where(ORDER_SUMMARY.CUSTOMER_ID.eq(customerId))
        .and(ORDER_SUMMARY.STATUS.in(OrderStatus.placed, OrderStatus.paid, OrderStatus.shipped))
        .orderBy(ORDER_SUMMARY.PLACED_AT.desc());
  }

  /**
   * Places an order and its lines in one transaction.
   *
   * @return the number of the new order
   */
  public long place(NewOrder order) {
    return db.transactionResult(
        transaction -> {
          long id = new Orders(transaction.dsl()).insert(order).fetchSingle().value1();
          transaction.dsl().batchInsert(linesOf(order, id)).execute();
          return id;
        });
  }

  /** Status, currency and time of a new order are the database's defaults. */
  ResultQuery<Record1<Long>> insert(NewOrder order) {
    CustomerOrderRecord row = new CustomerOrderRecord();
    row.setCustomerId(order.customerId());
    row.setDeliveryAddressId(order.deliveryAddressId());
    return db.insertInto(CUSTOMER_ORDER).set(row).returningResult(CUSTOMER_ORDER.ID);
  }

  static List<OrderLineRecord> linesOf(NewOrder order, long orderId) {
    List<OrderLineRecord> rows = new ArrayList<>();
    for (NewOrder.Line line : order.lines()) {
      OrderLineRecord row = new OrderLineRecord();
      row.setOrderId(orderId);
      row.setLineNo((short) (rows.size() + 1));
      row.setProductId(line.productId());
      row.setQuantity(line.quantity());
      row.setUnitPrice(line.unitPrice());
      rows.add(row);
    }
    return rows;
  }
}
