CREATE TABLE customer (id int PRIMARY KEY, orders int);
INSERT INTO customer VALUES (1, 0);
