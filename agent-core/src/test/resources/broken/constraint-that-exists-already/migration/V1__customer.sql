CREATE TABLE customer (id int PRIMARY KEY, age int CONSTRAINT of_age CHECK (age >= 18));
ALTER TABLE customer ADD CONSTRAINT of_age CHECK (age >= 21);
