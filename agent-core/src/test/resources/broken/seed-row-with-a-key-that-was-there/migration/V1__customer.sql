CREATE TABLE customer (name text, id int PRIMARY KEY);
