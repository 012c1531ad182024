CREATE TABLE customer (id int PRIMARY KEY, no int PRIMARY KEY);
