CREATE TABLE customer (id int PRIMARY KEY, age int CONSTRAINT of_age CHECK (age >= 18));
