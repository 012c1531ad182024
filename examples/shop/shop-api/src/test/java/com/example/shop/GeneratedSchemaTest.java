package com.example.shop;

import static com.example.shop.jooq.Tables.ADDRESS;
import static com.example.shop.jooq.Tables.CATEGORY;
import static com.example.shop.jooq.Tables.CUSTOMER;
import static com.example.shop.jooq.Tables.ORDER_SUMMARY;
import static com.example.shop.jooq.Tables.SHIPMENT_LINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.example.shop.jooq.Public;
import com.example.shop.jooq.enums.OrderStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.ForeignKey;
import org.jooq.Table;
import org.jooq.TableOptions.TableType;
import org.junit.jupiter.api.Test;

/** What the API relies on is in the generated code as the migrations wrote it. */
class GeneratedSchemaTest {

  @Test
  void enumLiteralsComeInTheOrderOfTheirType() {
    assertEquals(
        List.of("placed", "paid", "shipped", "delivered", "cancelled"),
        Stream.of(OrderStatus.values()).map(OrderStatus::getLiteral).toList());
  }

  @Test
  void numbersOfNewRowsComeFromTheDatabase() {
    assertEquals(CUSTOMER.ID, CUSTOMER.getIdentity().getField());
  }

  @Test
  void aDefaultAddressBelongsToItsCustomer() {
    ForeignKey<?, ?> key = CUSTOMER.getReferencesTo(ADDRESS).get(0);

    assertEquals(List.of(CUSTOMER.ID, CUSTOMER.DEFAULT_ADDRESS_ID), key.getFields());
    assertEquals(List.of(ADDRESS.CUSTOMER_ID, ADDRESS.ID), key.getKeyFields());
  }

  @Test
  void categoriesAreATree() {
    assertEquals(
        List.of(CATEGORY.PARENT_ID), CATEGORY.getReferencesTo(CATEGORY).get(0).getFields());
  }

  @Test
  void aParcelLineKnowsItsParcelAndItsOrderLine() {
    assertEquals(
        List.of("order_line", "shipment"),
        SHIPMENT_LINE.getReferences().stream()
            .map(key -> key.getKey().getTable().getName())
            .sorted()
            .toList());
  }

  @Test
  void viewsAreThereAndFlywaysHistoryIsNot() {
    assertNotNull(Public.PUBLIC.getTable(ORDER_SUMMARY.getName()));
    assertNull(Public.PUBLIC.getTable("flyway_schema_history"));
  }

  @Test
  void everyTableHasAPrimaryKey() {
    assertEquals(
        List.of(),
        Public.PUBLIC.getTables().stream()
            .filter(table -> table.getOptions().type() == TableType.TABLE)
            .filter(table -> table.getPrimaryKey() == null)
            .map(Table::getName)
            .toList());
  }
}
