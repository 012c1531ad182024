CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE order (id int PRIMARY KEY);
