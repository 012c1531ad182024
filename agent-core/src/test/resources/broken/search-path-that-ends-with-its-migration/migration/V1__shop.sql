CREATE SCHEMA shop;
SET search_path TO shop;
CREATE TABLE customer (id int PRIMARY KEY);
