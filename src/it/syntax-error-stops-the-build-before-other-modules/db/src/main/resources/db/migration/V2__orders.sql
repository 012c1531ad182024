CREATE TABLE customer_order (
    id          bigint PRIMARY KEY,
    customer_id bigint,
    REFERENCES customer (id)
);
