CREATE TABLE customer (id int PRIMARY KEY, age int CONSTRAINT of_age CHECK (age >= 18));
INSERT INTO customer VALUES (1, 36), (2, 19);
