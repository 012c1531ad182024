package it;

import static dev.dbagent.it.jooq.Tables.CUSTOMER;
import static dev.dbagent.it.jooq.Tables.PURCHASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbagent.junit.VerifiedDatabase;
import java.math.BigDecimal;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@VerifiedDatabase
class PurchasesTest {

  private DSLContext db;

  @BeforeAll
  static void onePurchaseMore(DSLContext db) {
    // Neither number collides with one of a seed.
    long customer = db.insertInto(CUSTOMER).set(CUSTOMER.NAME, "Edsger").returning().fetchOne().getId();
    db.insertInto(PURCHASE)
        .set(PURCHASE.CUSTOMER_ID, customer)
        .set(PURCHASE.AMOUNT, new BigDecimal("7.25"))
        .execute();
  }

  @Test
  void theRowsOfTheSeedsAndOfThisClassAreThere() {
    assertEquals(4, db.fetchCount(PURCHASE));
  }

  @Nested
  class OfThoseWhoAreNew {
    @Test
    void areThereToo() {
      assertEquals(1, db.fetchCount(CUSTOMER, CUSTOMER.NAME.eq("Edsger")));
    }
  }
}
