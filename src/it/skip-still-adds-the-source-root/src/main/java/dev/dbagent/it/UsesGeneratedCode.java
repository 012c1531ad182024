package dev.dbagent.it;

import dev.dbagent.it.jooq.tables.Customer;

final class UsesGeneratedCode {

  static final String TABLE = Customer.CUSTOMER.getName();
}
