CREATE TABLE customer (id int PRIMARY KEY, age int);
ALTER TABLE customer ADD CONSTRAINT of_age CHECK (age >= 18) NOT VALID;
