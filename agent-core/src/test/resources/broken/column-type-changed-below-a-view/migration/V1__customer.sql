CREATE TABLE customer (id int PRIMARY KEY, email varchar(80));
CREATE VIEW buyer AS SELECT id, email FROM customer;
