package com.example.shop;

import static com.example.shop.jooq.Tables.CATEGORY;
import static com.example.shop.jooq.Tables.PRODUCT;
import static com.example.shop.jooq.Tables.PRODUCT_CATEGORY;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import com.example.shop.jooq.enums.ProductStatus;
import com.example.shop.jooq.tables.Category;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.ResultQuery;

/** What can be bought. */
public final class Catalogue {

  private final DSLContext db;

  public Catalogue(DSLContext db) {
    this.db = db;
  }

  /** A product as it stands on a shelf. */
  public record Item(String sku, String title, BigDecimal price) {}

  /** The active products in a category and in everything below it, each once. */
  public List<Item> itemsBelow(String categorySlug) {
    return itemsIn(categorySlug).fetch(mapping(Item::new));
  }

  ResultQuery<Record3<String, String, BigDecimal>> itemsIn(String categorySlug) {
    CommonTableExpression<Record1<Integer>> subtree = subtreeOf(categorySlug);
    return db.withRecursive(subtree)
        .select(PRODUCT.SKU, PRODUCT.TITLE, PRODUCT.LIST_PRICE)
        .from(PRODUCT)
        .where(PRODUCT.STATUS.eq(ProductStatus.active))
        .and(
            PRODUCT.ID.in(
                select(PRODUCT_CATEGORY.PRODUCT_ID)
                    .from(PRODUCT_CATEGORY)
                    .join(subtree)
                    .on(PRODUCT_CATEGORY.CATEGORY_ID.eq(subtree.field(CATEGORY.ID)))))
        .orderBy(PRODUCT.SKU);
  }

  private static CommonTableExpression<Record1<Integer>> subtreeOf(String slug) {
    Name subtree = name("subtree");
    Category child = CATEGORY.as("child");
    return subtree
        .fields(CATEGORY.ID.getUnqualifiedName())
        .as(
            select(CATEGORY.ID)
                .from(CATEGORY)
                .where(CATEGORY.SLUG.eq(slug))
                .unionAll(
                    select(child.ID)
                        .from(child)
                        .join(table(subtree))
                        .on(child.PARENT_ID.eq(field(name("subtree", "id"), Integer.class)))));
  }
}
