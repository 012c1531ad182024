CREATE TABLE customer (
    id bigint PRIMARY KEY
);

CREATE TABLE customer_order (
    id          bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    note        text,
    CONSTRAINT customer_order_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id)
);
