CREATE TABLE customer (id int PRIMARY KEY);
INSERT INTO customer VALUES (1);
