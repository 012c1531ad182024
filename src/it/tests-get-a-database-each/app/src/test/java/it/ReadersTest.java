package it;

import static dev.dbagent.it.jooq.Tables.CUSTOMER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbagent.junit.VerifiedDatabase;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

@VerifiedDatabase(scope = VerifiedDatabase.Scope.READ_ONLY)
class ReadersTest {

  @Test
  void readsAndCannotWrite(DSLContext db) {
    assertEquals(2, db.fetchCount(CUSTOMER));
    assertThrows(DataAccessException.class, () -> db.deleteFrom(CUSTOMER).execute());
  }
}
