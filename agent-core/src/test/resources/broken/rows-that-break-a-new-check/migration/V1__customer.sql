CREATE TABLE customer (id int PRIMARY KEY, age int);
INSERT INTO customer VALUES (1, 36), (2, 17);
