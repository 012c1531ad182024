CREATE TABLE customer (id int PRIMARY KEY);
CREATE VIEW buyer AS SELECT id FROM customer;
