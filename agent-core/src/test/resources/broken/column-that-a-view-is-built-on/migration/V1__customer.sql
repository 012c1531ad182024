CREATE TABLE customer (id int PRIMARY KEY, email text, phone text);
CREATE VIEW buyer AS SELECT id, email FROM customer;
