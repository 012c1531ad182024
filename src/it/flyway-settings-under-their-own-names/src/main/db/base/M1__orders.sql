CREATE TABLE orders_of_${tenant} (
    id     bigint PRIMARY KEY,
    amount numeric(12, 2) NOT NULL
);
