package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class StockKeepingTest {

  private final StockKeeping stock =
      new StockKeeping(DSL.using(SQLDialect.POSTGRES, new Settings().withRenderSchema(false)));

  @Test
  void aReservationChecksWhatIsAvailableInTheSameStatement() {
    var reservation = stock.reservation(1, (short) 2, 5);

    assertEquals(
        "update \"stock\" set \"reserved\" = (\"stock\".\"reserved\" + ?) where ("
            + "\"stock\".\"product_id\" = ? and \"stock\".\"warehouse_id\" = ? and"
            + " \"stock\".\"available\" >= ?)",
        reservation.getSQL());
    assertEquals(List.of(5, 1L, (short) 2, 5), reservation.getBindValues());
  }

  @Test
  void theWorstShortageComesFirst() {
    String sql = stock.belowReorderLevel().getSQL();

    assertTrue(
        sql.endsWith("order by \"missing\" desc, \"warehouse\".\"code\", \"stock\".\"product_id\""),
        sql);
  }
}
