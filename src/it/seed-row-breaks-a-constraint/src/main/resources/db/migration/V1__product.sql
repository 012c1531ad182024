CREATE TABLE product (
  sku text PRIMARY KEY,
  price numeric NOT NULL CONSTRAINT price_is_positive CHECK (price > 0)
);
