CREATE TABLE customer (id int PRIMARY KEY);
INSERT INTO customer VALUES (1);
INSERT INTO customer VALUES (2), (1);
