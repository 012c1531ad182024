CREATE TABLE note (
    order_id bigint PRIMARY KEY REFERENCES orders_of_${tenant} (id),
    text     text NOT NULL
);
