package com.example.shop;

import static com.example.shop.jooq.Tables.STOCK;
import static com.example.shop.jooq.Tables.WAREHOUSE;
import static org.jooq.Records.mapping;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.ResultQuery;
import org.jooq.RowCountQuery;

/** What lies in the warehouses. */
public final class StockKeeping {

  private final DSLContext db;

  public StockKeeping(DSLContext db) {
    this.db = db;
  }

  /** A product that a warehouse should buy, and how many pieces at least. */
  public record Shortage(String warehouse, long productId, int missing) {}

  /** Every stock below its reorder level, the worst first. */
  public List<Shortage> shortages() {
    return belowReorderLevel().fetch(mapping(Shortage::new));
  }

  ResultQuery<Record3<String, Long, Integer>> belowReorderLevel() {
    var missing = STOCK.REORDER_LEVEL.minus(STOCK.AVAILABLE).as("missing");
    return db.select(WAREHOUSE.CODE, STOCK.PRODUCT_ID, missing)
        .from(STOCK)
        .join(WAREHOUSE)
        .on(STOCK.WAREHOUSE_ID.eq(WAREHOUSE.ID))
        .where(STOCK.AVAILABLE.lt(STOCK.REORDER_LEVEL))
        .orderBy(missing.desc(), WAREHOUSE.CODE, STOCK.PRODUCT_ID);
  }

  /**
   * Reserves pieces for an order.
   *
   * @return whether enough of them were there
   */
  public boolean reserve(long productId, short warehouseId, int pieces) {
    return reservation(productId, warehouseId, pieces).execute() == 1;
  }

  /** Asks and takes in one statement, so that two customers cannot get the same piece. */
  RowCountQuery reservation(long productId, short warehouseId, int pieces) {
    return db.update(STOCK)
        .set(STOCK.RESERVED, STOCK.RESERVED.plus(pieces))
        .where(STOCK.PRODUCT_ID.eq(productId))
        .and(STOCK.WAREHOUSE_ID.eq(warehouseId))
        .and(STOCK.AVAILABLE.ge(pieces));
  }
}
