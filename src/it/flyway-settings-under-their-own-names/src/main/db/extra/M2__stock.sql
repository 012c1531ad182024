CREATE TABLE stock.item (
    id bigint PRIMARY KEY
);
