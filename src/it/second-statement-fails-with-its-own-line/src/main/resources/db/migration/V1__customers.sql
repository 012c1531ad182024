-- The first statement is fine.
CREATE TABLE customer (
    id    bigint PRIMARY KEY,
    email text NOT NULL
);

CREATE VIEW customer_domain AS
SELECT
    id,
    split_part(lower(    mail), '@', 2) AS domain
FROM customer;
